import assert from "node:assert/strict";
import { armOrThrow } from "@redflag/domain/arm";
import type { Chain } from "@redflag/domain/chain";
import { epochAt, lastBlockOfEpoch } from "@redflag/domain/epoch";
import { type Finding, judgeTransfers } from "@redflag/domain/finding";
import { findingsForExchanges, type ToldFinding } from "@redflag/domain/finding-for-exchanges";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import type { Lane } from "@redflag/store/lane";
import { listBlocks } from "@redflag/store/ledger-read";
import { findEndWithin, listTransfers } from "@redflag/store/transfer-read";
import { type FoldedStretch, foldStretch, type Stretch, TRANSFERS_PER_STRETCH_MAX } from "./fold-stretch.ts";
import type { InputCache } from "./input-cache.ts";

/** Blocks read at once. */
const BLOCKS_PER_BATCH_MAX = 1_000;

/** Judges everything that is kept, up to the lane's head position, at the head again, each block with the inputs of its epoch. */
export async function* replayHead(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  firstBlock: number,
): AsyncGenerator<{ blocks: number; transfers: number; findings: Finding[]; told: ToldFinding[] }> {
  const epochs = await listEpochs(tx, lane);
  for (let from = firstBlock; from <= lane.headPosition; ) {
    const epoch = epochAt(epochs, from);
    assert(epoch !== undefined, "every screened block has an epoch");
    const to = lastBlockOfEpoch(epochs, from, Math.min(lane.headPosition, from + BLOCKS_PER_BATCH_MAX - 1));
    const matcher = await inputs.matcherFor(tx, epoch.inputs);
    const blocks = new Map((await listBlocks(tx, chain.id, from, to)).map((block) => [block.number, block]));
    const transfers = await listTransfers(tx, chain.id, from, to);
    const freezes = await inputs.freezes.bookFor(tx, lane, to);
    const { head: rules } = armOrThrow(epoch.inputs);
    const findings = judgeTransfers(chain, blocks, transfers, matcher, rules, freezes);
    const shared = await inputs.sharedVersionsFor(tx, epoch.inputs);
    const told = findingsForExchanges(findings, chain, blocks, transfers, matcher, shared, rules);
    yield { blocks: blocks.size, transfers: transfers.length, findings, told };
    from = to + 1;
  }
}

/**
 * Folds and judges blocks from..to at depth again. The stored profiles must stand just before `from`; they grow on, in the
 * caller's transaction, and stand at `to` in the end. Findings up to `saidUpTo` are left out.
 */
export async function* replayDepth(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  { from: first, to: last, saidUpTo, table }: Omit<Stretch, "epoch">,
): AsyncGenerator<FoldedStretch> {
  const epochs = await listEpochs(tx, lane);
  for (let from = first; from <= last; ) {
    const epoch = epochAt(epochs, from);
    assert(epoch !== undefined, "every screened block has an epoch");
    const end = lastBlockOfEpoch(epochs, from, Math.min(last, from + BLOCKS_PER_BATCH_MAX - 1));
    const to = await findEndWithin(tx, chain.id, { from, to: end }, TRANSFERS_PER_STRETCH_MAX);
    yield await foldStretch(tx, inputs, chain, lane, { from, to, epoch, saidUpTo, table });
    from = to + 1;
  }
}
