/** `look`: somebody should, today. `wrong`: now. */
export type StatusState = "ok" | "look" | "wrong";

/**
 * What can be the matter, the most urgent first, and the part of docs/runbook.md that says what to do. What an alert rule or a
 * message to operators is about has the same name.
 */
export const CONDITIONS = {
  database_unreachable: "redflag-down",
  schema_differs: "redflag-down",
  queue_unreachable: "queue-stuck",
  lane_stopped: "lane-stopped",
  not_followed: "redflag-down",
  nobody_screens: "redflag-down",
  no_endpoint: "lag-grows",
  head_old: "lag-grows",
  read_behind: "lag-grows",
  screen_behind: "lag-grows",
  final_behind: "lag-grows",
  disk_full: "disk-fills",
  endpoint_lies: "endpoint-lies",
  screening_gaps: "screening-gaps",
  list_missing: "list-old",
  gate_failed: "gate-failed",
  list_old: "list-old",
  deliveries_late: "deliveries-fail",
  deliveries_dead: "deliveries-fail",
  subscription_off: "deliveries-fail",
  nobody_sends: "redflag-down",
  nobody_fetches: "redflag-down",
  work_stuck: "queue-stuck",
  coverage_gaps: "coverage-gaps",
  endpoint_rests: "lag-grows",
  bridge_unread: "screening-gaps",
  change_unconfirmed: "gate-failed",
  rates_old: "list-old",
  audit_unsigned: "audit-unsigned",
  nothing_followed: "redflag-down",
} as const;
export type Condition = keyof typeof CONDITIONS;

/** One thing that `redflag status` looked at. */
export interface StatusLine {
  /** What it is about: a chain, a list, an exchange, "database". */
  subject: string;
  state: StatusState;
  /** Present unless it is well. */
  condition?: Condition;
  /** What was read, in one sentence. */
  text: string;
  /** What to type next. */
  next?: string;
  /** For machines. */
  facts?: Readonly<Record<string, unknown>>;
}

export function well(subject: string, text: string, facts?: StatusLine["facts"]): StatusLine {
  return { subject, state: "ok", text, ...(facts && { facts }) };
}

export function ill(
  condition: Condition,
  state: Exclude<StatusState, "ok">,
  line: Pick<StatusLine, "subject" | "text" | "next" | "facts">,
): StatusLine {
  return { condition, state, ...line };
}
