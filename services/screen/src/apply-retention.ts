import type { Chain } from "@redflag/domain/chain";
import type { Database } from "@redflag/store/database";
import { type CutReport, cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";

const DAY_S = 86_400;

/**
 * Drops what is older than so many days by block time, or says what it would drop. With inputs of its own: what it replays
 * is old, and must not push today's out of a lane's cache.
 * @throws Problem as `cutLedger` does
 */
export function applyRetention(
  db: Database,
  chain: Chain,
  { retentionDays, isDryRun = false, signal }: { retentionDays: number; isDryRun?: boolean; signal?: AbortSignal },
): Promise<CutReport> {
  const now = Math.floor(Date.now() / 1_000);
  return cutLedger(db, new InputCache(), chain, { before: now - retentionDays * DAY_S, now, isDryRun }, signal);
}
