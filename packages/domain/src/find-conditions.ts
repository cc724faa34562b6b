import {
  boundOf,
  CONDITION_KINDS,
  type Condition,
  type ConditionKind,
  type ConditionSeverity,
  LIST_OLD_PERIODS,
  LIST_OLD_SECONDS_MIN,
} from "./condition.ts";

/** How one chain stands, as tables tell it. */
export interface ChainStanding {
  /** Its short name. */
  chain: string;
  /** Some ingest process has said lately that it follows the chain. */
  isFollowed: boolean;
  isLaneStopped: boolean;
  endpoints: { configured: number; healthy: number };
  /** Since the head was last seen. */
  headAgeS?: number;
  /** From the last block that was read or screened until now; 0 where the head is reached, absent where nothing is known of it. */
  ledgerLagS?: number;
  laneLagS?: number;
  gapCount: number;
  /** Wrong answers in 24 hours. */
  liesCaught: number;
  screeningGapCount: number;
}

export interface ListStanding {
  list: string;
  /** Since it was last known to be what its publisher has; absent of one that never was, and of one that nobody fetches. */
  ageS?: number;
  everySeconds?: number;
  /** Gates that the newest version does not pass; 0 where none is held. */
  gateFailureCount: number;
}

export interface Standing {
  chains: readonly ChainStanding[];
  lists: readonly ListStanding[];
  /** By kind: for how long the oldest has waited. */
  work: ReadonlyArray<{ kind: string; oldestS: number }>;
  /** For how long the oldest webhook that is due has waited; 0 where none is. */
  deliveryOldestDueS: number;
  deliveriesDead: number;
}

/** Of all that is known, what needs somebody: by kind, the most urgent first, then by name. */
export function findConditions(standing: Standing): Condition[] {
  const { chains, lists, work, deliveryOldestDueS, deliveriesDead } = standing;
  return [
    ...chains.flatMap(conditionsOfChain),
    ...lists.flatMap(conditionsOfList),
    ...work.flatMap(({ kind, oldestS }) => judge("work_stuck", kind, oldestS)),
    ...judge("deliveries_late", "", deliveryOldestDueS),
    ...judge("deliveries_dead", "", deliveriesDead),
  ].sort((a, b) => CONDITION_KINDS.indexOf(a.kind) - CONDITION_KINDS.indexOf(b.kind) || (a.about < b.about ? -1 : 1));
}

function conditionsOfChain(standing: ChainStanding): Condition[] {
  const { chain, isFollowed, isLaneStopped, endpoints } = standing;
  const isUnreachable = isFollowed && endpoints.configured > 0 && endpoints.healthy === 0;
  return [
    ...judge("lane_stopped", chain, isLaneStopped ? 1 : 0),
    ...judge("not_followed", chain, isFollowed ? 0 : 1),
    ...judge("no_endpoint", chain, isUnreachable ? endpoints.configured : 0),
    // Of what has one cause, the cause is told: where nobody looks or nobody answers, that nothing is seen follows.
    ...(isFollowed && !isUnreachable ? judge("head_old", chain, standing.headAgeS ?? 0) : []),
    ...(isFollowed && !isUnreachable ? judge("ledger_behind", chain, standing.ledgerLagS ?? 0) : []),
    ...(isLaneStopped || isLedgerWhy(standing) ? [] : judge("lane_behind", chain, standing.laneLagS ?? 0)),
    ...judge("coverage_gaps", chain, standing.gapCount),
    ...judge("endpoint_lies", chain, standing.liesCaught),
    ...judge("screening_gaps", chain, standing.screeningGapCount),
  ];
}

/** Screening cannot be further than reading. */
function isLedgerWhy({ ledgerLagS = 0, laneLagS = 0, isFollowed, endpoints }: ChainStanding): boolean {
  const bound = boundOf("ledger_behind").warning ?? 0;
  return !isFollowed || endpoints.healthy === 0 || (ledgerLagS >= bound && laneLagS - ledgerLagS < bound);
}

function conditionsOfList({ list, ageS = 0, everySeconds, gateFailureCount }: ListStanding): Condition[] {
  return [...judge("gate_failed", list, gateFailureCount), ...judgeAge(list, ageS, everySeconds)];
}

function judgeAge(list: string, ageS: number, everySeconds: number | undefined): Condition[] {
  if (everySeconds === undefined || ageS < LIST_OLD_SECONDS_MIN || ageS < everySeconds * LIST_OLD_PERIODS.warning)
    return [];
  const severity = ageS >= everySeconds * LIST_OLD_PERIODS.critical ? "critical" : "warning";
  return [{ kind: "list_old", about: list, severity, figure: Math.floor(ageS) }];
}

function judge(kind: ConditionKind, about: string, figure: number): Condition[] {
  const { warning, critical } = boundOf(kind);
  const severity: ConditionSeverity | undefined =
    critical !== undefined && figure >= critical
      ? "critical"
      : warning !== undefined && figure >= warning
        ? "warning"
        : undefined;
  return severity === undefined ? [] : [{ kind, about, severity, figure: Math.floor(figure) }];
}
