import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import { logFilterFor } from "@redflag/domain/log-filter";
import { buildBlock } from "../chain/build-block.ts";
import { ChainWriter, FIRST_BLOCK, PARENT_OF_FIRST } from "../chain/chain-writer.ts";
import { type ChainManifest, writeManifest } from "../chain/manifest.ts";
import type { LabelledSet } from "./labelled-set.ts";
import { blocksOf } from "./set-blocks.ts";

/** Writes a set's payments as a chain that the bench's server serves. */
export function writeSetChain(directory: string, set: LabelledSet): ChainManifest {
  const blocks = blocksOf(set);
  const writer = new ChainWriter(directory, blocks.length);
  const addresses = new Set<Address>();
  let parentHash: Hash = PARENT_OF_FIRST;
  let [transferCount, amountSum] = [0, 0n];
  for (const [index, { time, transfers }] of blocks.entries()) {
    for (const { sender, recipient, amount } of transfers) {
      addresses.add(sender).add(recipient);
      amountSum += amount;
    }
    transferCount += transfers.length;
    const block = buildBlock(FIRST_BLOCK + index, time, parentHash, transfers);
    parentHash = block.hash;
    writer.add(block);
  }
  writer.close();
  const manifest = {
    firstBlock: FIRST_BLOCK,
    lastBlock: FIRST_BLOCK + blocks.length - 1,
    transferCount,
    addressCount: addresses.size,
    amountSum: String(amountSum),
    filter: logFilterFor("ethereum"),
  };
  writeManifest(directory, manifest);
  return manifest;
}
