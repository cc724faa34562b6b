import { appendAudit } from "@redflag/store/audit-append";
import type { Database, Executor } from "@redflag/store/database";
import { inTransaction } from "@redflag/store/transaction";
import { operator } from "./operator.ts";

/** What a command did, as the audit tells it. */
interface Deed {
  /** As the API calls the same thing, such as `user.create`. */
  action: string;
  /** Such as `user:<id>`. */
  subject: string;
  /** Never a secret. */
  detail?: Readonly<Record<string, unknown>>;
}

/**
 * Whatever a command does to people, keys and subscribers goes through here: one transaction, and its line in the audit
 * with it, in the name of `operator`.
 */
export function auditedWrite<T>(
  db: Database,
  now: Date,
  work: (tx: Executor) => Promise<{ result: T; deed: Deed | undefined }>,
): Promise<T> {
  return inTransaction(db, async (tx) => {
    const { result, deed } = await work(tx);
    if (deed !== undefined) {
      await appendAudit(tx, [{ actor: operator(), outcome: "done", at: now.toISOString(), ...deed }]);
    }
    return result;
  });
}
