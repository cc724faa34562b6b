/** What an operator is told of: it does not right itself, or has lasted too long. The most urgent first. */
export const CONDITION_KINDS = [
  "lane_stopped",
  "not_followed",
  "no_endpoint",
  "head_old",
  "ledger_behind",
  "lane_behind",
  "coverage_gaps",
  "endpoint_lies",
  "screening_gaps",
  "gate_failed",
  "list_old",
  "work_stuck",
  "deliveries_late",
  "deliveries_dead",
] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

/** `critical`: what should be screened is not, or may be missed. `warning`: it will be so if nobody looks. */
export const SEVERITIES_OF_CONDITIONS = ["warning", "critical"] as const;
export type ConditionSeverity = (typeof SEVERITIES_OF_CONDITIONS)[number];

export interface Condition {
  kind: ConditionKind;
  /** A chain's name, a list's id or a kind of work; empty of the installation. Never an address, a person or an exchange. */
  about: string;
  severity: ConditionSeverity;
  /** How many, or how many seconds: the kind says which. */
  figure: number;
}

interface Bound {
  unit: "seconds" | "count";
  /** From this figure on. */
  warning?: number;
  critical?: number;
  /** Where docs/runbook.md says what to do. */
  runbook: string;
  says: string;
}

/** The one place where it stands from when on something needs somebody. */
export const CONDITION_BOUNDS = {
  lane_stopped: { unit: "count", critical: 1, runbook: "lane-stopped", says: "screening has stopped" },
  not_followed: { unit: "count", critical: 1, runbook: "redflag-down", says: "no ingest process follows the chain" },
  no_endpoint: { unit: "count", critical: 1, runbook: "lag-grows", says: "none of its endpoints can be asked" },
  head_old: {
    ...{ unit: "seconds", warning: 300, critical: 3_600, runbook: "lag-grows" },
    says: "its head was not seen for so long",
  },
  ledger_behind: {
    ...{ unit: "seconds", warning: 300, critical: 3_600, runbook: "lag-grows" },
    says: "reading is behind its head",
  },
  lane_behind: {
    ...{ unit: "seconds", warning: 300, critical: 3_600, runbook: "lag-grows" },
    says: "screening is behind its head",
  },
  coverage_gaps: { unit: "count", warning: 1, runbook: "coverage-gaps", says: "stretches of blocks are missing" },
  endpoint_lies: { unit: "count", warning: 1, runbook: "endpoint-lies", says: "wrong answers were caught in 24 hours" },
  screening_gaps: { unit: "count", warning: 1, runbook: "screening-gaps", says: "transfers on which a rule failed" },
  gate_failed: {
    ...{ unit: "count", warning: 1, runbook: "gate-failed" },
    says: "a version of the list is held at its gate; the last good one is in force",
  },
  /** Its bounds are periods of the list itself: LIST_OLD_PERIODS. */
  list_old: { unit: "seconds", runbook: "list-old", says: "the list was not known to be its publisher's for so long" },
  work_stuck: { unit: "seconds", warning: 3_600, critical: 21_600, runbook: "queue-stuck", says: "work has waited" },
  deliveries_late: {
    ...{ unit: "seconds", warning: 600, critical: 3_600, runbook: "deliveries-fail" },
    says: "the oldest webhook that is due has waited",
  },
  deliveries_dead: {
    ...{ unit: "count", warning: 1, runbook: "deliveries-fail" },
    says: "webhooks were given up in 24 hours",
  },
} as const satisfies Record<ConditionKind, Bound>;

/** A list is old after so many of its own periods, and never before an hour. */
export const LIST_OLD_PERIODS = { warning: 3, critical: 10 } as const;
export const LIST_OLD_SECONDS_MIN = 3_600;

/** An ingest process that has said nothing for so long has stopped, or hangs. */
export const INGEST_SILENT_S = 60;

export function boundOf(kind: ConditionKind): Bound {
  return CONDITION_BOUNDS[kind];
}

/** One sentence without a name, an address or a URL in it. */
export function conditionText({ kind, about, figure }: Pick<Condition, "kind" | "about" | "figure">): string {
  const { unit, says, critical } = boundOf(kind);
  const isYesOrNo = unit === "count" && critical !== undefined;
  const shown = isYesOrNo ? "" : `: ${unit === "seconds" ? secondsText(figure) : figure}`;
  return `${about === "" ? "" : `${about}: `}${says}${shown}`;
}

function secondsText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} days`;
}
