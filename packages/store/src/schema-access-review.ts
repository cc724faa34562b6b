import type { Generated } from "kysely";

export interface AccessReviewTables {
  access_review: AccessReviewTable;
  access_review_subject: AccessReviewSubjectTable;
  access_review_decision: AccessReviewDecisionTable;
}

interface AccessReviewTable {
  id: string;
  started_at: Date;
  started_by: string;
  started_by_name: string;
  finished_at: Date | null;
  finished_by: string | null;
  finished_by_name: string | null;
}

interface AccessReviewSubjectTable {
  review_id: string;
  ordinal: number;
  kind: string;
  subject_id: string;
  name: string;
  label: string;
  roles: string[];
  scopes: string[];
  subscriber: string | null;
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
  marks: string[];
}

interface AccessReviewDecisionTable {
  seq: Generated<number>;
  review_id: string;
  subject_id: string;
  verdict: string;
  reason: string;
  at: Date;
  by: string;
  by_name: string;
  is_own: boolean;
}
