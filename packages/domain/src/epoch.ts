import { type Canonical, canonicalText } from "./content-hash.ts";
import { DEPOSIT_DETECTOR, type DepositParams, depositParams } from "./deposit-address.ts";
import { EXPOSURE_FOLD, type ExposureParams, exposureParams } from "./exposure/exposure-params.ts";
import { GRAPH_WATCH, type GraphParams, graphParams } from "./graph/graph-params.ts";
import type { Armed } from "./heuristic.ts";
import { HEURISTICS } from "./heuristic-registry.ts";
import { enforcedParams, type HeuristicSetting, shadowParams } from "./heuristic-setting.ts";
import { FIRST_LAYOUT, PROFILE_LAYOUT } from "./profile.ts";

/**
 * Everything besides the ledger that screening depends on. Recorded before it is used, so a rebuild can use it again.
 * Canonical content (a type, not an interface, so that it counts as one).
 */
export type EpochInputs = {
  /** List id → version. */
  readonly lists: Readonly<Record<string, number>>;
  /** Rate list id → version; absent in epochs older than rates. */
  readonly rates?: Readonly<Record<string, number>>;
  /** Border list id → version; absent in epochs older than notes of jurisdictions, in which no border is inferred. */
  readonly borders?: Readonly<Record<string, number>>;
  /** Source of enrichment → version; absent in epochs older than enrichment. */
  readonly enrichment?: Readonly<Record<string, number>>;
  readonly heuristics: ReadonlyArray<{
    readonly id: string;
    readonly version: number;
    readonly params: Readonly<Record<string, Canonical>>;
  }>;
  /**
   * Parameters that rules are tried with beside those in force, by the number of the setting that says so; absent where none
   * are. What comes of them is no alert.
   */
  readonly shadow?: ReadonlyArray<{
    readonly id: string;
    readonly version: number;
    readonly params: Readonly<Record<string, Canonical>>;
    readonly setting: number;
  }>;
  /** What is inferred beside the lists, and by which detector; absent in epochs older than that, in which nothing is. */
  readonly deposit?: {
    readonly id: string;
    readonly version: number;
    readonly params: Readonly<Record<string, Canonical>>;
  };
  /** What the fold takes down of a transfer (PROFILE_LAYOUT); absent in epochs older than that, which fold FIRST_LAYOUT. */
  readonly layout?: number;
  /** How money of listed addresses is followed; absent in epochs older than that, in which it is not. */
  readonly exposure?: {
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

/** Where an epoch begins. */
export interface EpochPlace {
  seq: number;
  /** The first block screened with its inputs. */
  fromBlock: number;
}

export interface Epoch extends EpochPlace {
  inputs: EpochInputs;
}

/**
 * The epoch in force at a block: the one written last among those that begin at or before it. A lane that goes back
 * after a reorg writes a new epoch there, which then holds for everything above.
 * @param epochs ascending by seq
 */
export function epochAt<Place extends EpochPlace>(epochs: readonly Place[], block: number): Place | undefined {
  return epochs.findLast((epoch) => epoch.fromBlock <= block);
}

/** The last block of from..to that the epoch at `from` still covers: a batch never straddles two epochs. */
export function lastBlockOfEpoch(epochs: readonly EpochPlace[], from: number, to: number): number {
  const current = epochAt(epochs, from);
  const next = epochs
    .filter((epoch) => epoch.fromBlock > from && epoch.fromBlock <= to && epoch.seq > (current?.seq ?? 0))
    .map((epoch) => epoch.fromBlock);
  return next.length === 0 ? to : Math.min(...next) - 1;
}

/** What else than lists and rates is imported, each id with its version. */
export type ContextVersions = Required<Pick<EpochInputs, "borders" | "enrichment">>;

interface OtherInputs extends Partial<ContextVersions> {
  /** By what is set, the last one of each. */
  settings?: ReadonlyMap<string, HeuristicSetting>;
}

const NO_SETTINGS: ReadonlyMap<string, HeuristicSetting> = new Map();

/**
 * The inputs that hold now: these versions of what is imported with every heuristic's defaults, unless people have set it
 * otherwise.
 */
export function currentInputs(
  lists: Readonly<Record<string, number>>,
  rates: Readonly<Record<string, number>>,
  { borders = {}, enrichment = {}, settings = NO_SETTINGS }: OtherInputs = {},
): EpochInputs {
  const shadow = HEURISTICS.flatMap((heuristic) => {
    const setting = settings.get(heuristic.id);
    const params = setting && shadowParams(heuristic, setting);
    return params === undefined
      ? []
      : [{ id: heuristic.id, version: heuristic.version, params, setting: setting?.seq ?? 0 }];
  });
  return {
    lists,
    rates,
    borders,
    enrichment,
    heuristics: HEURISTICS.flatMap((heuristic) => {
      const params = enforcedParams(heuristic, settings.get(heuristic.id));
      return params === undefined ? [] : [{ id: heuristic.id, version: heuristic.version, params }];
    }),
    ...(shadow.length > 0 && { shadow }),
    deposit: { ...DEPOSIT_DETECTOR, params: depositParams.parse({}) },
    layout: PROFILE_LAYOUT,
    exposure: { ...EXPOSURE_FOLD, params: exposureParams.parse({}) },
    graph: {
      id: GRAPH_WATCH.id,
      version: GRAPH_WATCH.version,
      params: enforcedParams(GRAPH_WATCH, settings.get(GRAPH_WATCH.id)) ?? graphParams.parse({}),
    },
  };
}

/** What an epoch has its blocks judged by. */
export interface ArmedEpoch {
  armed: Armed[];
  deposit?: DepositParams;
  exposure?: ExposureParams;
  graph?: GraphParams;
  layout: number;
  /** Names a rule, version or layout that this program does not have: it cannot replay it. */
  missing: string[];
}

/** Rules that are tried beside those in force, as far as this program has them: nothing that is recorded rests on them. */
export function armShadow({ shadow = [] }: EpochInputs): Armed[] {
  return shadow.flatMap(({ id, version, params }) => {
    const heuristic = HEURISTICS.find((h) => h.id === id && h.version === version);
    const parsed = heuristic?.params.safeParse(params);
    return heuristic !== undefined && parsed?.success === true ? [{ heuristic, params: parsed.data }] : [];
  });
}

/** Heuristics as the epoch has them, and what is inferred and followed beside them. */
export function armHeuristics(inputs: EpochInputs): ArmedEpoch {
  const { heuristics, deposit, exposure, graph, layout = FIRST_LAYOUT } = inputs;
  const epoch: ArmedEpoch = { armed: [], layout, missing: [] };
  if (layout > PROFILE_LAYOUT) epoch.missing.push(`profile layout ${layout}`);
  for (const { id, version, params } of heuristics) {
    const heuristic = HEURISTICS.find((h) => h.id === id && h.version === version);
    if (heuristic === undefined) epoch.missing.push(`${id} version ${version}`);
    else epoch.armed.push({ heuristic, params: heuristic.params.parse(params) });
  }
  if (deposit !== undefined) {
    if (isThe(deposit, DEPOSIT_DETECTOR)) epoch.deposit = depositParams.parse(deposit.params);
    else epoch.missing.push(`${deposit.id} version ${deposit.version}`);
  }
  if (exposure !== undefined) {
    if (isThe(exposure, EXPOSURE_FOLD)) epoch.exposure = exposureParams.parse(exposure.params);
    else epoch.missing.push(`${exposure.id} version ${exposure.version}`);
  }
  if (graph !== undefined) {
    if (isThe(graph, GRAPH_WATCH)) epoch.graph = graphParams.parse(graph.params);
    else epoch.missing.push(`${graph.id} version ${graph.version}`);
  }
  return epoch;
}

function isThe(named: { id: string; version: number }, known: { id: string; version: number }): boolean {
  return named.id === known.id && named.version === known.version;
}
