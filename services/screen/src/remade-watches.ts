import type { Chain } from "@redflag/domain/chain";
import { canonicalText } from "@redflag/domain/content-hash";
import {
  type HeldWatch,
  judgeWatched,
  WATCH_RULE,
  WATCH_RULE_VERSION,
  type WatchAlert,
  watchAlertContent,
} from "@redflag/domain/private-watch";
import { Problem } from "@redflag/domain/problem";
import { watchSpan } from "@redflag/domain/watch-epoch";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Executor } from "@redflag/store/database";
import type { Lane } from "@redflag/store/lane";
import { listBlocksIn } from "@redflag/store/ledger-read";
import { streamTransfersOf } from "@redflag/store/transfer-read";
import {
  finalizeWatchAlertsUpTo,
  listStandingWatchAlerts,
  upsertWatchAlerts,
  withdrawWatchAlerts,
} from "@redflag/store/watch-alert-write";
import { getWatchSeq, listWatchChanges } from "@redflag/store/watch-change";
import { listWatchEpochs, listWatchPasts } from "@redflag/store/watch-epoch";

/**
 * Makes the alerts of private watches again from the ledger and what the lane recorded of watches, and puts right what is
 * stored otherwise. What retention has dropped stands as the alerts have it. Memory grows with the alerts of one watch.
 * @param firstBlock that the ledger still holds of the lane's
 * @returns how many it put right
 * @throws Problem `heuristic_missing` when this program lacks a version of the rule that the lane has screened with
 */
export async function rebuildWatches(tx: Executor, chain: Chain, lane: Lane, firstBlock: number): Promise<number> {
  const epochs = await listWatchEpochs(tx, chain.id);
  const foreign = epochs.find(({ ruleVersion }) => ruleVersion !== WATCH_RULE_VERSION);
  if (foreign !== undefined) throw new Problem("heuristic_missing", `${WATCH_RULE} version ${foreign.ruleVersion}`);
  const watches = new Map((await listWatchChanges(tx, 0, await getWatchSeq(tx))).map((watch) => [watch.id, watch]));
  let repaired = 0;
  for (const { watchId, fromBlock } of await listWatchPasts(tx, chain.id)) {
    const watch = watches.get(watchId);
    const held = watch && watchSpan(epochs, watch);
    if (watch === undefined || held === undefined)
      throw new Error("Broken invariant: a lane looks back for what it watches");
    // A reorg may have taken it back to before where it looked from.
    const from = Math.min(fromBlock, held.since);
    const to = Math.min((held.end ?? Number.POSITIVE_INFINITY) - 1, lane.headPosition);
    const span = { from: Math.max(from, firstBlock), to };
    repaired += await rebuildWatch(tx, chain, watch, span, firstBlock);
  }
  await finalizeWatchAlertsUpTo(tx, chain.id, lane.finalPosition);
  return repaired;
}

async function rebuildWatch(
  tx: Executor,
  chain: Chain,
  watch: HeldWatch,
  span: BlockSpan,
  firstBlock: number,
): Promise<number> {
  const unexpected = await listStandingWatchAlerts(tx, chain.id, watch.id, firstBlock);
  let repaired = 0;
  for await (const page of streamWatched(tx, chain, watch, span)) {
    const wrong = page.filter((alert) => {
      const stored = unexpected.get(alert.id);
      unexpected.delete(alert.id);
      return stored === undefined || contentOf(stored) !== contentOf(alert);
    });
    await upsertWatchAlerts(tx, chain.id, wrong);
    repaired += wrong.length;
  }
  await withdrawWatchAlerts(tx, unexpected.keys());
  return repaired + unexpected.size;
}

/** What the rule says of everything that a watched address sent or received in blocks from..to, page by page. */
export async function* streamWatched(
  tx: Executor,
  chain: Chain,
  watch: HeldWatch,
  { from, to }: BlockSpan,
): AsyncGenerator<WatchAlert[]> {
  for await (const transfers of streamTransfersOf(tx, chain.id, watch.address, from, to)) {
    const numbers = [...new Set(transfers.map(({ blockNumber }) => blockNumber))];
    const blocks = new Map((await listBlocksIn(tx, chain.id, numbers)).map((block) => [block.number, block]));
    yield transfers.flatMap((transfer) => {
      const block = blocks.get(transfer.blockNumber);
      if (block === undefined) throw new Error("Broken invariant: the ledger holds the block of each of its transfers");
      return judgeWatched(chain, watch, block, transfer) ?? [];
    });
  }
}

function contentOf(alert: WatchAlert): string {
  return canonicalText(watchAlertContent(alert));
}
