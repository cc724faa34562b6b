import { type Canonical, canonicalText } from "./content-hash.ts";
import { DEPOSIT_DETECTOR, type DepositParams, depositParams } from "./deposit-address.ts";
import type { Armed } from "./heuristic.ts";
import { HEURISTICS } from "./heuristic-registry.ts";
import { enforcedParams, type HeuristicSetting, shadowParams } from "./heuristic-setting.ts";

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

/**
 * The inputs that hold now: these versions of the lists and rates with every heuristic's defaults, unless people have set it
 * otherwise.
 * @param settings by heuristic, the last one of each
 */
export function currentInputs(
  lists: Readonly<Record<string, number>>,
  rates: Readonly<Record<string, number>>,
  settings: ReadonlyMap<string, HeuristicSetting> = new Map(),
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
    heuristics: HEURISTICS.flatMap((heuristic) => {
      const params = enforcedParams(heuristic, settings.get(heuristic.id));
      return params === undefined ? [] : [{ id: heuristic.id, version: heuristic.version, params }];
    }),
    ...(shadow.length > 0 && { shadow }),
    deposit: { ...DEPOSIT_DETECTOR, params: depositParams.parse({}) },
  };
}

/** Rules that are tried beside those in force, as far as this program has them: nothing that is recorded rests on them. */
export function armShadow({ shadow = [] }: EpochInputs): Armed[] {
  return shadow.flatMap(({ id, version, params }) => {
    const heuristic = HEURISTICS.find((h) => h.id === id && h.version === version);
    const parsed = heuristic?.params.safeParse(params);
    return heuristic !== undefined && parsed?.success === true ? [{ heuristic, params: parsed.data }] : [];
  });
}

/** Heuristics as the epoch has them. `missing` names a rule or version this program does not have: it cannot replay it. */
export function armHeuristics(inputs: EpochInputs): { armed: Armed[]; deposit?: DepositParams; missing: string[] } {
  const armed: Armed[] = [];
  const missing: string[] = [];
  for (const { id, version, params } of inputs.heuristics) {
    const heuristic = HEURISTICS.find((h) => h.id === id && h.version === version);
    if (heuristic === undefined) missing.push(`${id} version ${version}`);
    else armed.push({ heuristic, params: heuristic.params.parse(params) });
  }
  const { deposit } = inputs;
  if (deposit === undefined) return { armed, missing };
  const { id, version } = DEPOSIT_DETECTOR;
  if (deposit.id === id && deposit.version === version) {
    return { armed, deposit: depositParams.parse(deposit.params), missing };
  }
  return { armed, missing: [...missing, `${deposit.id} version ${deposit.version}`] };
}
