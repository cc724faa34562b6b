import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import { readBlock, readData } from "./node-answer.ts";
import type { LocalNode } from "./node-calls.ts";

/**
 * Reorganizes the last `depth` blocks: as many new ones take their place, with other hashes and the same transactions
 * in the same blocks, except those in `drop`. A dropped transaction is gone from the mempool too.
 * Asserts that each kept transaction was mined again: one whose sender's earlier transaction was dropped cannot be.
 * @returns the dropped transactions as signed, in the order of `drop`
 */
export async function replaceBlocks(node: LocalNode, depth: number, drop: readonly Hash[]): Promise<Hex[]> {
  const old = await listLastBlocks(node, depth);
  const all = old.flatMap((block) => block.txHashes);
  for (const hash of drop) assert(all.includes(hash), `${hash} is not in the last ${depth} blocks`);
  const signed = await getSigned(node, all);

  const kept = old.map((block) => block.txHashes.filter((hash) => !drop.includes(hash)));
  const pairs = kept.flatMap((hashes, offset) => hashes.map((hash) => [signed.get(hash), offset]));

  // The same transactions at the same times would make the very same blocks: another miner makes others.
  const head = old.at(-1) as { hash: Hash };
  await node.call("anvil_setCoinbase", head.hash.slice(0, 42) as Address);
  // Without it the new blocks would all have their parent's time.
  await node.call("anvil_setBlockTimestampInterval", 1);
  await node.call("anvil_reorg", depth, pairs);
  await node.call("anvil_removeBlockTimestampInterval");

  const replaced = await listLastBlocks(node, depth);
  assert.deepEqual(
    replaced.map((block) => block.txHashes.toSorted()),
    kept.map((hashes) => hashes.toSorted()),
    "the new blocks do not hold the transactions that were to be kept",
  );
  return drop.map((hash) => signed.get(hash) as Hex);
}

async function listLastBlocks(node: LocalNode, depth: number) {
  const head = readBlock(await node.call("eth_getBlockByNumber", "latest", false));
  assert(Number.isInteger(depth) && depth >= 1 && depth <= head.number, `cannot replace ${depth} of ${head.number}`);
  const answers = await node.callMany(
    Array.from({ length: depth }, (_, i) => ({
      method: "eth_getBlockByNumber",
      params: [`0x${(head.number - depth + 1 + i).toString(16)}`, false],
    })),
  );
  return answers.map(readBlock);
}

async function getSigned(node: LocalNode, hashes: readonly Hash[]): Promise<Map<Hash, Hex>> {
  const answers = await node.callMany(
    hashes.map((hash) => ({ method: "eth_getRawTransactionByHash", params: [hash] })),
  );
  return new Map(hashes.map((hash, i) => [hash, readData(answers[i])]));
}
