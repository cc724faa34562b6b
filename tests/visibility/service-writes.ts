import type { SERVICE_ROLES } from "@redflag/store/service-role";
import { OPERATIONS_WRITES } from "./operations-writes.ts";

/* What each service may write, and which functions it may call. */

/** The same for every exchange, and by a check nothing else than that. */
export const SHARED = ["shared_entry", "shared_version"];
export const PEOPLE = ["api_key", "app_user", "idempotent_answer", "oidc_flow", "session", "subscriber"];
/** What is approved becomes a version; a proposal and its decision are never changed. */
const PROPOSALS = ["list_decision", "list_proposal", "list_proposal_part"];
const LISTS = ["list", "list_entry", "list_version", "private_watch", ...PROPOSALS, ...SHARED];
/** What people gather: staff's alone, and only added to but for what is named under UPDATE. */
export const CASES = [
  ...[
    "case_alert",
    "case_attachment",
    "case_counter",
    "case_event",
    "case_file",
    "case_hold",
    "case_member",
    "case_note",
  ],
  "case_subject",
];
/** What is filed with an FIU: staff's alone. A trigger writes which alerts were, and screening what it found of them since. */
const REPORTS = ["report", "report_alert", "report_answer", "report_counter", "report_event"];
/** Who has access, and what was decided of it: only added to, but for that a review is finished. */
const ACCESS_REVIEWS = ["access_review", "access_review_decision", "access_review_subject"];
/** Where exchanges have events sent, and what became of each. */
export const WEBHOOKS = [
  "address_set",
  "delivery",
  "delivery_attempt",
  "fan_out",
  "installation_key",
  "set_address",
  "subscription",
  "subscription_secret",
];
/** What comes of rules that are tried only. */
const SHADOW = ["shadow_block", "shadow_finding"];
const LEDGER = ["block", "bridge_event", "coverage", "issuer_event", "refused_log", "transfer"];

/** What each may do besides reading, by privilege. Nobody may truncate, refer to, or put a trigger on anything. */
export const WRITES: Record<(typeof SERVICE_ROLES)[number], Record<string, string[]>> = {
  redflag_ingest: {
    INSERT: [...LEDGER, ...OPERATIONS_WRITES.ingest.INSERT, "disagreement", "kept_proof", "lane", "rewind", "tip"],
    UPDATE: [
      ...["backfill(finished_at)", "block", "coverage", "lane(stopped_fork,stopped_reason)", "tip"],
      ...OPERATIONS_WRITES.ingest.UPDATE,
      ...["kept_proof(endpoint,fetched_at,level,proof,transactions)", "proof_wanted(problem,tries,try_after)"],
    ],
    DELETE: [...LEDGER, ...OPERATIONS_WRITES.ingest.DELETE, "proof_wanted"],
  },
  redflag_screen: {
    INSERT: [
      ...[
        "alert(chain_id,evidence_count,exposure,first_block,first_time,heuristic,heuristic_version,id,last_block,last_time,revision,score,severity,state,state_seq,subject)",
        "alert_annotation",
        "cut",
        "cut_graph_state",
        "cut_profile",
        "epoch",
        "event",
        "evidence",
        "graph_state",
        "hop_lane",
        "hop_leg",
        "inferred_service",
        "kept_freeze",
        "lookback",
        "profile",
        "screening_gap",
        ...SHADOW,
        "succeeds",
        "told_alert",
        "told_pending",
        "watch_alert",
        "watch_epoch",
        "watch_past",
        "withheld",
      ],
    ],
    UPDATE: [
      // What people do with an alert is not a lane's to write.
      "alert(evidence_count,exposure,first_block,first_time,group_id,group_rank,group_size,heuristic_version,last_block,last_time,rank,revision,score,severity,state,state_seq,updated_at,worth,worth_usd_micros)",
      "backtest(attempt_count,claimed_until,done_blocks,ended_at,failure,failure_code,result,started_at,state,total_blocks)",
      ...["cut", "cut_graph_state", "cut_profile", "evidence", "graph_state", "hop_lane", "hop_leg"],
      ...["hop_stage", "inferred_service", "lane", "lookback", "profile", "told_alert", "watch_alert", "withheld"],
    ],
    DELETE: [
      ...["cut_graph_state", "cut_profile", "evidence", "graph_state", "hop_leg", "inferred_service", "lookback"],
      ...["profile", "screening_gap", ...SHADOW, "withheld"],
    ],
  },
  redflag_refresh: {
    INSERT: ["list", "list_bucket", "list_entry", "list_held_part", "list_held_version", "list_version", ...SHARED],
    UPDATE: [
      "list(authority,title,url)",
      "list_entry(ended_seq)",
      "list_held_version(cleared_at,cleared_by)",
      "list_bucket",
      "list_version(account)",
      "shared_version(ended_at)",
      "list_source(attempted_at,body_sha256,failed_at,failure,failure_code,failure_count,next_attempt_at,succeeded_at,validators)",
    ],
    DELETE: ["list_bucket", "list_held_part", "shared_entry"],
  },
  redflag_api: {
    INSERT: [
      ...PEOPLE,
      ...LISTS,
      "list_bucket",
      "list_release",
      "released_event",
      "audit_checkpoint",
      "installation_key",
      "alert_action",
      "alert_disposition",
      "backtest",
      "heuristic_setting",
      "review_policy",
      ...["saved_view", ...ACCESS_REVIEWS, ...CASES, ...REPORTS, ...OPERATIONS_WRITES.api.INSERT],
    ],
    UPDATE: [
      ...[...PEOPLE, ...OPERATIONS_WRITES.api.UPDATE],
      "access_review(finished_at,finished_by,finished_by_name)",
      "alert(assignee,closed_revision,disposition,due_at,follow_up_since,review,review_seq,snoozed_until)",
      "audit_checkpoint(left_at)",
      "backtest(cancelled_by,cancelled_by_name,claimed_until,ended_at,state)",
      "case_alert(added_at,added_by,added_by_name,removed_at)",
      "case_attachment(bytes,removed_at)",
      "case_counter",
      "case_file(event_count,status,title,version)",
      "case_hold(lift_reason,lifted_at,lifted_by,lifted_by_name)",
      "case_member(removed_at,role)",
      "list(title)",
      "list_bucket",
      "list_entry(ended_seq)",
      "list_held_version(cleared_at,cleared_by)",
      "list_release(seq)",
      "private_watch(ended_at)",
      "report(choices,event_count,filed_at,filed_by,filed_by_name,fiu_reference,kind,profile,profile_sha256,ready_at,ready_by,ready_by_name,status,version,xml,xml_sha256)",
      ...["report_alert(revision)", "report_counter"],
      "saved_view(changed_at,is_shared,name,query,version)",
      "shared_version(ended_at)",
    ],
    DELETE: [...PEOPLE, "list_bucket", "list_held_part", "report_alert", "saved_view", "shared_entry", "told_pending"],
  },
  redflag_notify: {
    // The notice that a subscription was stopped.
    INSERT: [
      ...["delivery", "delivery_attempt", "fan_out", "installation_key", "released_event"],
      ...OPERATIONS_WRITES.notify.INSERT,
    ],
    UPDATE: [
      ...["delivery", "fan_out", "subscription(failing_since,state,state_cause)"],
      ...OPERATIONS_WRITES.notify.UPDATE,
    ],
    // What has grown too old.
    DELETE: ["delivery", "delivery_attempt", "told_pending", ...OPERATIONS_WRITES.notify.DELETE],
  },
  redflag_exchange: {
    INSERT: [
      "address_set(changed_at,created_at,id,name,subscriber_id)",
      "set_address",
      "subscription(created_at,filter,id,is_ordered,name,state,subscriber_id,url)",
      "subscription_secret",
      "api_key(created_at,created_by,expires_at,id,name,prefix,role,scopes,secret_hash,subscriber_id)",
      "idempotent_answer",
    ],
    UPDATE: [
      "address_set(address_count,changed_at,version)",
      "api_key(name,revoked_at,version)",
      "delivery(is_held,next_at,retry_count,settled_at,state)",
      "subscription(deleted_at,failing_since,filter,is_ordered,name,state,state_cause,url,version)",
      "subscription_secret(ends_at)",
    ],
    DELETE: ["address_set", "set_address", "subscription_secret"],
  },
};
export const FUNCTIONS: Record<(typeof SERVICE_ROLES)[number], string[]> = {
  redflag_ingest: ["index_partition", "make_partition"],
  redflag_screen: ["drop_partition", "drop_scratch", "make_scratch"],
  redflag_refresh: ["append_audit"],
  redflag_api: ["append_audit", "place_events"],
  redflag_notify: [],
  redflag_exchange: ["append_audit"],
};
