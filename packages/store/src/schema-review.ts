import type { ColumnType, Generated } from "kysely";

/** What people do with alerts. */
export interface ReviewTables {
  alert_action: AlertActionTable;
  review_policy: ReviewPolicyTable;
  saved_view: SavedViewTable;
}

/** Columns of `alert` that a lane never writes. */
export interface ReviewColumns {
  review: Generated<string>;
  assignee: Generated<string | null>;
  disposition: Generated<string | null>;
  due_at: Generated<Date>;
  snoozed_until: Generated<Date | null>;
  closed_revision: Generated<Buffer | null>;
  follow_up_since: Generated<Date | null>;
  review_seq: Generated<number>;
}

interface AlertActionTable {
  alert_id: Buffer;
  seq: number;
  kind: string;
  actor: string;
  actor_name: string;
  actor_person: string;
  text: string | null;
  before: unknown;
  after: unknown;
  revision: Buffer;
  evidence_count: number;
  batch_id: string | null;
  undoes: number | null;
  created_at: Generated<Date>;
}

interface ReviewPolicyTable {
  seq: number;
  severe_hours: number;
  high_hours: number;
  medium_hours: number;
  low_hours: number;
  new_evidence: string;
  author: string;
  reason: string;
  created_at: Generated<Date>;
}

export interface SavedViewTable {
  id: string;
  owner: string;
  name: string;
  /** Written as JSON. */
  query: ColumnType<Record<string, string>, string, string>;
  is_shared: boolean;
  version: Generated<number>;
  changed_at: Date;
}
