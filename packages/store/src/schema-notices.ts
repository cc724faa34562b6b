import type { Generated } from "kysely";

/** What operators are told of, and how it leaves. */
export interface NoticeTables {
  condition_look: ConditionLookTable;
  condition: ConditionTable;
  operator_notice: OperatorNoticeTable;
  operator_notice_delivery: OperatorNoticeDeliveryTable;
}

interface ConditionLookTable {
  is_only: Generated<boolean>;
  looked_at: Date;
}

export interface ConditionTable {
  kind: string;
  about: string;
  first_seen_at: Date;
  last_seen_at: Date;
  severity: string;
  figure: number;
  told_severity: string | null;
  told_figure: number | null;
  ended_at: Generated<Date | null>;
}

interface OperatorNoticeTable {
  id: string;
  created_at: Date;
  news: unknown;
}

interface OperatorNoticeDeliveryTable {
  notice_id: string;
  way: string;
  state: Generated<string>;
  attempt_count: Generated<number>;
  next_at: Generated<Date>;
  claimed_until: Generated<Date | null>;
  problem: Generated<string | null>;
  settled_at: Generated<Date | null>;
}
