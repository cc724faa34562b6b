/** How a table would be spread over servers, if one were not enough any more. */
export type Shards =
  /** On every server, or on one: small, or of one order for all. */
  | { by: "reference" }
  /** By these columns, which every key must hold. */
  | { by: "block" | "address" | "chain" | "alert" | "exchange"; columns: readonly string[] };

const REFERENCE: Shards = { by: "reference" };
const block = (height = "block_number"): Shards => ({ by: "block", columns: ["chain_id", height] });
const ADDRESS: Shards = { by: "address", columns: ["chain_id", "address"] };
const CHAIN: Shards = { by: "chain", columns: ["chain_id"] };
const ALERT: Shards = { by: "alert", columns: ["alert_id"] };
const OWN_ALERT: Shards = { by: "alert", columns: ["id"] };
const SUBSCRIBER: Shards = { by: "exchange", columns: ["subscriber_id"] };
const SUBSCRIPTION: Shards = { by: "exchange", columns: ["subscription_id"] };

/** What grows with the chains or with what is found on them. Blocks of one stretch lie together, as they do in partitions. */
const SPREAD: Readonly<Record<string, Shards>> = {
  block: block("number"),
  transfer: block(),
  issuer_event: block(),
  bridge_event: block(),
  freeze_event: block(),
  kept_freeze: block(),
  refused_log: block(),
  hop_leg: block(),
  kept_proof: block(),
  proof_wanted: block(),
  disagreement: block(),
  screening_gap: block(),
  shadow_block: block(),
  shadow_finding: block(),
  profile: ADDRESS,
  cut_profile: ADDRESS,
  inferred_service: ADDRESS,
  coverage: CHAIN,
  cut: CHAIN,
  cut_graph_state: CHAIN,
  endpoint_state: CHAIN,
  epoch: CHAIN,
  graph_state: CHAIN,
  hop_lane: CHAIN,
  ingest_state: CHAIN,
  lane: CHAIN,
  lookback: CHAIN,
  rewind: CHAIN,
  tip: CHAIN,
  watch_epoch: CHAIN,
  watch_past: CHAIN,
  withheld: CHAIN,
  alert: OWN_ALERT,
  told_alert: OWN_ALERT,
  watch_alert: OWN_ALERT,
  evidence: ALERT,
  event: ALERT,
  alert_action: ALERT,
  alert_annotation: ALERT,
  alert_disposition: ALERT,
  filed_alert: ALERT,
  succeeds: ALERT,
  released_event: SUBSCRIBER,
  fan_out: SUBSCRIBER,
  delivery: SUBSCRIPTION,
  delivery_attempt: SUBSCRIPTION,
  set_address: { by: "exchange", columns: ["set_id"] },
};

const KEPT_TOGETHER: readonly string[] = [
  // People, keys and what they do.
  ..."access_review access_review_decision access_review_subject api_key app_user idempotent_answer oidc_flow session".split(
    " ",
  ),
  ..."case_alert case_attachment case_counter case_event case_file case_hold case_member case_note case_subject".split(
    " ",
  ),
  ..."report report_alert report_answer report_counter report_event review_policy saved_view backtest".split(" "),
  // One chain of hashes, one feed: an order over everything is what they are for.
  ..."audit_chain audit_checkpoint audit_entry feed feed_pending told_pending hop_stage watch_clock".split(" "),
  // Lists and settings: read everywhere, written seldom.
  ..."list list_bucket list_decision list_entry list_held_part list_held_version list_proposal list_proposal_part".split(
    " ",
  ),
  ..."list_release list_source list_version shared_entry shared_version heuristic_setting".split(" "),
  ..."border_list_version border_note enrichment_list_version enrichment_row rate rate_list rate_list_version".split(
    " ",
  ),
  // What operators are told: one looks at all of it.
  ..."condition condition_look operator_notice operator_notice_delivery".split(" "),
  // Exchanges themselves, and what is asked of the services.
  ..."address_set subscriber subscription subscription_secret private_watch backfill repair".split(" "),
  ..."installation_key migration service_function service_policy service_right".split(" "),
];

export const SHARD_PLAN: ReadonlyMap<string, Shards> = new Map([
  ...Object.entries(SPREAD),
  ...KEPT_TOGETHER.map((table) => [table, REFERENCE] as const),
]);

/** Keys without the column by which their table is spread, and why the same key never comes on two servers all the same. */
export const HELD_BY_CONTENT: Readonly<Record<string, string>> = {
  event_pkey: "the id is a hash that the alert's id goes into: the same id is of the same alert",
};
