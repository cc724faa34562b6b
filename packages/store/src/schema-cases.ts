import type { Generated } from "kysely";

/** What people gather: read by nothing of screening, and by no exchange. */
export interface CaseTables {
  case_counter: { year: number; last: number };
  case_file: CaseFileTable;
  case_member: CaseMemberTable;
  case_subject: { case_id: string; chain_id: number; address: Buffer };
  case_alert: CaseAlertTable;
  case_note: CaseNoteTable;
  case_attachment: CaseAttachmentTable;
  case_hold: CaseHoldTable;
  case_event: CaseEventTable;
}

export interface CaseFileTable {
  id: string;
  number: string;
  title: string;
  basis: string;
  status: Generated<string>;
  opened_by: string;
  opened_by_name: string;
  created_at: Generated<Date>;
  version: Generated<number>;
  event_count: Generated<number>;
}

interface CaseMemberTable {
  case_id: string;
  person: string;
  role: string;
  added_at: Generated<Date>;
  removed_at: Date | null;
}

interface CaseAlertTable {
  case_id: string;
  alert_id: Buffer;
  added_by: string;
  added_by_name: string;
  added_at: Generated<Date>;
  removed_at: Date | null;
}

export interface CaseNoteTable {
  id: string;
  case_id: string;
  text: string;
  replaces: string | null;
  by: string;
  by_name: string;
  created_at: Generated<Date>;
}

export interface CaseAttachmentTable {
  id: string;
  case_id: string;
  name: string;
  media_type: string;
  size_bytes: number;
  sha256: Buffer;
  bytes: Buffer | null;
  by: string;
  by_name: string;
  created_at: Generated<Date>;
  removed_at: Date | null;
}

export interface CaseHoldTable {
  id: string;
  case_id: string;
  reason: string;
  set_by: string;
  set_by_name: string;
  /** A trigger sets it and its like. */
  set_by_person: Generated<string>;
  set_at: Generated<Date>;
  copy: Buffer;
  copy_sha256: Buffer;
  lifted_by: string | null;
  lifted_by_name: string | null;
  lifted_by_person: Generated<string | null>;
  lifted_at: Date | null;
  lift_reason: string | null;
}

interface CaseEventTable {
  case_id: string;
  seq: number;
  kind: string;
  by: string;
  by_name: string;
  at: Generated<Date>;
  detail: unknown;
}
