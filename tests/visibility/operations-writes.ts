/** What services may write of what whoever operates Redflag sees and asks for: the one asks, the other does and tells. */
export const OPERATIONS_WRITES = {
  ingest: {
    INSERT: ["endpoint_state", "ingest_state"],
    UPDATE: [
      "endpoint_state(answers,head,host,is_barred,latency_ms,log_blocks_max,problem,requests_per_second_max,rests_until,score)",
      "ingest_state(policy,seen_at)",
      "repair(begun_at,finished_at,outcome,problem,report,step,step_blocks,worked_until)",
    ],
    DELETE: ["ingest_state"],
  },
  api: {
    INSERT: [
      "backfill(asked_by,chain_id,from_block,reason,to_block)",
      "repair(asked_by,chain_id,from_block,id,reason,to_block)",
    ],
    UPDATE: ["backfill(asked_by,created_at,finished_at,is_cancelled,reason)", "repair(finished_at,outcome)"],
  },
  /** Conditions that it finds, and the notices of them to operators. */
  notify: {
    INSERT: ["condition", "operator_notice", "operator_notice_delivery"],
    UPDATE: [
      "condition(ended_at,figure,last_seen_at,severity,told_figure,told_severity)",
      "condition_look(looked_at)",
      "operator_notice_delivery(attempt_count,claimed_until,next_at,problem,settled_at,state)",
    ],
    DELETE: ["condition", "operator_notice", "operator_notice_delivery"],
  },
};
