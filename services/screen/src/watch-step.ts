import type { Chain } from "@redflag/domain/chain";
import { judgeAllWatched, WATCH_RULE_VERSION } from "@redflag/domain/private-watch";
import type { Block, Transfer } from "@redflag/domain/transfer";
import type { WatchBook } from "@redflag/domain/watch-book";
import { holdsThroughout, watchEpochAt } from "@redflag/domain/watch-epoch";
import type { BlockSpan } from "@redflag/store/block-span";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import type { Lane } from "@redflag/store/lane";
import { finalizeWatchAlertsUpTo, upsertWatchAlerts } from "@redflag/store/watch-alert-write";
import { getWatchSeq } from "@redflag/store/watch-change";
import { findPastWithin, insertWatchEpoch, insertWatchPast, listWatchEpochs } from "@redflag/store/watch-epoch";
import { streamWatched } from "./remade-watches.ts";
import type { WatchCache } from "./watch-cache.ts";

/** Newest payments that are looked at of what an address did before it was watched. Ours [E]. */
const PAST_TRANSFERS_MAX = 1_000;

/**
 * Screens blocks for whoever watches privately, as part of the step at the head and of its transaction. Nothing that others
 * see comes of it: no epoch, alert, event, count or lookback. The watches that hold now are recorded before they are used.
 */
export async function screenWatches(
  tx: Executor,
  cache: WatchCache,
  chain: Chain,
  lane: Lane,
  { blocks, transfers }: { blocks: ReadonlyMap<number, Block>; transfers: readonly Transfer[] },
  { from, to }: BlockSpan,
): Promise<void> {
  const watchSeq = await getWatchSeq(tx);
  if (watchSeq === 0) return;
  const book = await cache.bookFor(tx, watchSeq);
  const epochs = await listWatchEpochs(tx, chain.id, from);
  const wanted = { watchSeq, ruleVersion: WATCH_RULE_VERSION };
  if (!holdsThroughout(epochs, { from, to }, wanted)) {
    await insertWatchEpoch(tx, chain.id, { seq: (epochs.at(-1)?.seq ?? 0) + 1, fromBlock: from, ...wanted });
    const heldSeq = watchEpochAt(epochs, from)?.watchSeq ?? 0;
    await lookBack(tx, chain, lane, book, { heldSeq, watchSeq, to: from - 1 });
  }
  await upsertWatchAlerts(tx, chain.id, judgeAllWatched(chain, blocks, transfers, book, watchSeq));
}

/** What the addresses did before that are watched from now on: once for each watch, whatever reorgs come. */
async function lookBack(
  tx: Executor,
  chain: Chain,
  lane: Lane,
  book: WatchBook,
  { heldSeq, watchSeq, to }: { heldSeq: number; watchSeq: number; to: number },
): Promise<void> {
  const cut = await findCut(tx, chain.id);
  const from = Math.max(lane.startBlock, (cut?.block ?? -1) + 1);
  for (const watch of book.begunBetween(chain.family, heldSeq, watchSeq)) {
    const past = await findPastWithin(tx, chain.id, watch.address, { from, to }, PAST_TRANSFERS_MAX);
    if (!(await insertWatchPast(tx, chain.id, { watchId: watch.id, ...past }))) continue;
    for await (const page of streamWatched(tx, chain, watch, { from: past.fromBlock, to })) {
      await upsertWatchAlerts(tx, chain.id, page);
    }
  }
  await finalizeWatchAlertsUpTo(tx, chain.id, lane.finalPosition);
}
