import { sql } from "kysely";
import type { Executor } from "./database.ts";

export interface NewAuditEntry {
  at: Date;
  actor: { kind: "user" | "key" | "system" | "anonymous"; id: string; name: string };
  action: string;
  outcome: "done" | "refused";
  subject?: string;
  /** Never a secret. */
  detail?: Readonly<Record<string, unknown>>;
  requestId?: string;
  ip?: string;
}

/** Appends to the chain of the audit, last in the transaction. */
export async function appendAudit(tx: Executor, entries: readonly NewAuditEntry[]): Promise<void> {
  await sql`select ${JSON.stringify(entries)}::jsonb`.execute(tx);
}
