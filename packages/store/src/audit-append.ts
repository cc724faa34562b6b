import { type AuditContent, auditText } from "@redflag/domain/audit";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { textArray } from "./sql-array.ts";

/**
 * Chains entries to the audit, in their order. Call it last in the transaction whose doings it records: it takes the one
 * lock of the chain, and everybody else who appends waits until that transaction has ended. On its own it is one.
 * At most 10,000 at once.
 */
export async function appendAudit(db: Executor, entries: readonly AuditContent[]): Promise<void> {
  await appendAuditTexts(db, entries.map(auditText));
}

/** The same with texts that `auditText` has made. */
export async function appendAuditTexts(db: Executor, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return;
  await sql`select append_audit(${textArray(texts)}::text[])`.execute(db);
}
