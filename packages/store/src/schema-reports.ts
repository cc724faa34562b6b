import type { Generated } from "kysely";

/** What was reported to an FIU, and what screening has found since of alerts that were. */
export interface ReportTables {
  report_counter: { year: number; last: number };
  report: ReportTable;
  report_alert: ReportAlertTable;
  report_event: ReportEventTable;
  report_answer: ReportAnswerTable;
  filed_alert: FiledAlertTable;
  alert_annotation: AlertAnnotationTable;
}

interface ReportTable {
  id: string;
  number: string;
  kind: string;
  profile: string;
  case_id: string | null;
  status: Generated<string>;
  choices: unknown;
  drafted_by: string;
  drafted_by_name: string;
  created_at: Generated<Date>;
  version: Generated<number>;
  event_count: Generated<number>;
  xml: Buffer | null;
  xml_sha256: Buffer | null;
  profile_sha256: Buffer | null;
  ready_by: string | null;
  ready_by_name: string | null;
  /** A trigger sets it and its like. */
  ready_by_person: Generated<string | null>;
  ready_at: Date | null;
  filed_by: string | null;
  filed_by_name: string | null;
  filed_by_person: Generated<string | null>;
  filed_at: Date | null;
  fiu_reference: string | null;
}

interface ReportAlertTable {
  report_id: string;
  alert_id: Buffer;
  revision: Buffer | null;
}

interface ReportEventTable {
  report_id: string;
  seq: number;
  kind: string;
  by: string;
  by_name: string;
  at: Generated<Date>;
  detail: unknown;
}

interface ReportAnswerTable {
  report_id: string;
  seq: number;
  outcome: string;
  reasons: string;
  disposition: string | null;
  answered_on: Date;
  by: string;
  by_name: string;
  at: Generated<Date>;
}

interface FiledAlertTable {
  alert_id: Buffer;
  report_id: string;
  revision: Buffer;
  filed_at: Date;
}

interface AlertAnnotationTable {
  alert_id: Buffer;
  seq: number;
  kind: string;
  generation: number;
  detail: unknown;
  created_at: Generated<Date>;
}
