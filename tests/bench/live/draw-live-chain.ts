import { Random } from "../../simulator/random.ts";
import { buildLiveBlock } from "./build-live-block.ts";
import type { ChainLoad } from "./chain-load.ts";
import type { LiveBlock } from "./live-block.ts";
import { LiveDraw } from "./live-draw.ts";

/** Blocks come so much earlier or later than they should, so that no poll keeps step with them. */
const JITTER_PERCENT = 20;

/** The blocks that a chain brings in so many seconds, the first of which is there from the beginning. */
export async function drawLiveChain(load: ChainLoad, seconds: number): Promise<LiveBlock[]> {
  const draw = new LiveDraw(load);
  const beginTime = Math.floor(Date.now() / 1000);
  const random = new Random(`rhythm of ${load.chain.name}`);
  const blocks: LiveBlock[] = [];
  let parentHash = draw.hashBefore();
  for (let atMs = 0; atMs <= seconds * 1_000; ) {
    const number = load.firstBlock + blocks.length;
    const time = beginTime + Math.floor(atMs / 1000);
    const { transactions, listedTransactions } = draw.next(atMs);
    const block = await buildLiveBlock(load, { number, time, parentHash, transactions }, draw.tokens);
    blocks.push({ ...block, atMs, listedTransactions });
    parentHash = block.hash;
    atMs += jittered(load.chain.blockTimeMs, random);
  }
  return blocks;
}

/** From one block to the next. */
export function jittered(blockTimeMs: number, random: Random): number {
  return (blockTimeMs * (100 + random.between(-JITTER_PERCENT, JITTER_PERCENT))) / 100;
}
