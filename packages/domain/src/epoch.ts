import { type Canonical, canonicalText } from "./content-hash.ts";
import { DEPOSIT_DETECTOR, type DepositParams, depositParams } from "./deposit-address.ts";
import { GRAPH_WATCH, type GraphParams, graphParams } from "./graph/graph-params.ts";
import type { Armed } from "./heuristic.ts";
import { HEURISTICS } from "./heuristic-registry.ts";

/**
 * Everything besides the ledger that screening depends on. Recorded before it is used, so a rebuild can use it again.
 * Canonical content (a type, not an interface, so that it counts as one).
 */
export type EpochInputs = {
  /** List id → version. */
  readonly lists: Readonly<Record<string, number>>;
  /** Rate list id → version; absent in epochs older than rates. */
  readonly rates?: Readonly<Record<string, number>>;
  readonly heuristics: ReadonlyArray<{
    readonly id: string;
    readonly version: number;
    readonly params: Readonly<Record<string, Canonical>>;
  }>;
  /** What is inferred beside the lists, and by which detector; absent in epochs older than that, in which nothing is. */
  readonly deposit?: {
    readonly id: string;
    readonly version: number;
    readonly params: Readonly<Record<string, Canonical>>;
  };
  /** How shapes among new pairs are rated and grouped; absent in epochs older than that, in which none are sought. */
  readonly graph?: {
    readonly id: string;
    readonly version: number;
    readonly params: Readonly<Record<string, Canonical>>;
  };
};

/** The same inputs give the same judgements: whether a new epoch is needed. */
export function sameInputs(a: EpochInputs, b: EpochInputs): boolean {
  return canonicalText(a) === canonicalText(b);
}

export interface Epoch {
  seq: number;
  /** The first block screened with these inputs. */
  fromBlock: number;
  inputs: EpochInputs;
}

/**
 * The epoch in force at a block: the one written last among those that begin at or before it. A lane that goes back
 * after a reorg writes a new epoch there, which then holds for everything above.
 * @param epochs ascending by seq
 */
export function epochAt(epochs: readonly Epoch[], block: number): Epoch | undefined {
  return epochs.findLast((epoch) => epoch.fromBlock <= block);
}

/** The last block of from..to that the epoch at `from` still covers: a batch never straddles two epochs. */
export function lastBlockOfEpoch(epochs: readonly Epoch[], from: number, to: number): number {
  const current = epochAt(epochs, from);
  const next = epochs
    .filter((epoch) => epoch.fromBlock > from && epoch.fromBlock <= to && epoch.seq > (current?.seq ?? 0))
    .map((epoch) => epoch.fromBlock);
  return next.length === 0 ? to : Math.min(...next) - 1;
}

/** The inputs that hold now: these versions of the lists and rates with every heuristic's defaults. */
export function currentInputs(
  lists: Readonly<Record<string, number>>,
  rates: Readonly<Record<string, number>>,
): EpochInputs {
  return {
    lists,
    rates,
    heuristics: HEURISTICS.map(({ id, version, params }) => ({
      id,
      version,
      params: params.parse({}) as Record<string, Canonical>,
    })),
    deposit: { ...DEPOSIT_DETECTOR, params: depositParams.parse({}) },
    graph: { ...GRAPH_WATCH, params: graphParams.parse({}) },
  };
}

/** Heuristics as the epoch has them. `missing` names a rule or version this program does not have: it cannot replay it. */
export function armHeuristics(inputs: EpochInputs): {
  armed: Armed[];
  deposit?: DepositParams;
  graph?: GraphParams;
  missing: string[];
} {
  const armed: Armed[] = [];
  const missing: string[] = [];
  for (const { id, version, params } of inputs.heuristics) {
    const heuristic = HEURISTICS.find((h) => h.id === id && h.version === version);
    if (heuristic === undefined) missing.push(`${id} version ${version}`);
    else armed.push({ heuristic, params: heuristic.params.parse(params) });
  }
  const { deposit, graph } = inputs;
  for (const [given, known] of [
    [deposit, DEPOSIT_DETECTOR],
    [graph, GRAPH_WATCH],
  ] as const) {
    const isKnown = given === undefined || (given.id === known.id && given.version === known.version);
    if (!isKnown) missing.push(`${given.id} version ${given.version}`);
  }
  if (missing.length > 0) return { armed, missing };
  return {
    armed,
    missing,
    ...(deposit && { deposit: depositParams.parse(deposit.params) }),
    ...(graph && { graph: graphParams.parse(graph.params) }),
  };
}
