import type { Executor } from "./database.ts";

/** One action, as it is handed to the audit. */
export interface AuditDraft {
  actor: { kind: "user" | "key" | "system" | "anonymous"; id: string; name: string };
  /** Such as `user.create`. */
  action: string;
  outcome: "done" | "refused";
  /** What it was done to, such as `user:<id>`. */
  subject?: string;
  /** Never a secret. */
  detail?: Readonly<Record<string, unknown>>;
  at: Date;
}

/** Adds actions to the audit, in the transaction of what they did. This database has no table for them yet: they go nowhere. */
export async function appendAudit(_db: Executor, _entries: readonly AuditDraft[]): Promise<void> {}
