import assert from "node:assert/strict";
import type { Chain } from "@redflag/domain/chain";
import { type Epoch, epochAt, lastBlockOfEpoch } from "@redflag/domain/epoch";
import type { PackedTransfers } from "@redflag/domain/late-fold/packed-transfers";
import type { Block } from "@redflag/domain/transfer";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import type { Lane } from "@redflag/store/lane";
import { listBlocks } from "@redflag/store/ledger-read";
import { readPackedTransfers } from "@redflag/store/transfer-pack";
import { findEndWithin } from "@redflag/store/transfer-read";

/** Blocks and transfers read at once. Ours [E]. */
const BLOCKS_PER_STRETCH_MAX = 1_000;
const TRANSFERS_PER_STRETCH_MAX = 20_000;

/** Blocks of one epoch and their transfers. */
export interface BacktestStretch extends BlockSpan {
  epoch: Epoch;
  blocks: ReadonlyMap<number, Block>;
  transfers: PackedTransfers;
}

/** Blocks and transfers of these parts in their order, each stretch within one part and one epoch. */
export async function* readStretches(
  tx: Executor,
  chain: Chain,
  lane: Lane,
  parts: readonly BlockSpan[],
): AsyncGenerator<BacktestStretch> {
  const epochs = await listEpochs(tx, lane);
  for (const { from: first, to: last } of parts) {
    for (let from = first; from <= last; ) {
      const epoch = epochAt(epochs, from);
      assert(epoch !== undefined, "every screened block has an epoch");
      const end = lastBlockOfEpoch(epochs, from, Math.min(last, from + BLOCKS_PER_STRETCH_MAX - 1));
      const to = await findEndWithin(tx, chain.id, { from, to: end }, TRANSFERS_PER_STRETCH_MAX);
      const blocks = new Map((await listBlocks(tx, chain.id, from, to)).map((block) => [block.number, block]));
      yield { from, to, epoch, blocks, transfers: await readPackedTransfers(tx, chain.id, from, to) };
      from = to + 1;
    }
  }
}
