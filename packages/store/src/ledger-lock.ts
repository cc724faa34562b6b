import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { Executor } from "./database.ts";

/**
 * Waits for the ledger of one chain, until the transaction ends. Shared: adding to it, or reading more than one query's
 * worth of it. Exclusive: replacing what it says. Taken before any row is locked.
 */
export function lockLedger(tx: Executor, chainId: number, mode: "shared" | "exclusive"): Promise<void> {
  return takeAdvisoryLock(tx, `ledger:${chainId}`, mode);
}
