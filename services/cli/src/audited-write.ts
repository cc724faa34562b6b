import { userInfo } from "node:os";
import { appendAudit } from "@redflag/store/audit-append";
import type { Database, Executor } from "@redflag/store/database";
import { inTransaction } from "@redflag/store/transaction";

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
 * with it. Who acts is the system, under the name of whoever runs the command on this machine.
 */
export function auditedWrite<T>(
  db: Database,
  now: Date,
  work: (tx: Executor) => Promise<{ result: T; deed: Deed | undefined }>,
): Promise<T> {
  return inTransaction(db, async (tx) => {
    const { result, deed } = await work(tx);
    if (deed !== undefined) {
      const actor = { kind: "system", id: "cli", name: systemUserName() } as const;
      await appendAudit(tx, [{ actor, outcome: "done", at: now, ...deed }]);
    }
    return result;
  });
}

/** In a container, a user's number often has no name. */
function systemUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
