import { findBlock } from "@redflag/store/ledger-read";
import { upsertTip } from "@redflag/store/tip";
import { followReorg } from "./follow-reorg.ts";
import type { IngestDeps } from "./ingest-deps.ts";

/**
 * Looks at the chain's head once and records it. A head that the ledger holds under another hash is a reorg at the same
 * height, which no missing block would ever show.
 */
export async function observeHead(
  deps: IngestDeps,
  signal?: AbortSignal,
): Promise<{ head: number; finalized: number }> {
  const { db, chain, source } = deps;
  const tip = await source.getTip(signal);
  const stored = await findBlock(db.kysely, chain.id, tip.head.number);
  if (stored !== undefined && stored.hash !== tip.head.hash) await followReorg(deps, tip.head.number, signal);
  await upsertTip(db.kysely, chain.id, tip);
  return { head: tip.head.number, finalized: tip.finalizedNumber };
}
