import { gunzipSync } from "node:zlib";
import { verifyKeptProof } from "@redflag/chain/verify-kept-proof";
import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { Stored } from "./stored.ts";
import type { World } from "./world.ts";

export interface StoredProof {
  block: number;
  blockHash: Hash;
  zipped: Buffer;
}

export interface StoredNeed {
  block: number;
  blockHash: Hash;
  tx: Hash;
  logIndex: number;
}

/** Whatever is kept verifies with nothing else, is of the chain, and shows every place that final evidence names. */
export async function checkKept(stored: Stored, chain: Chain, world: World, wasRewritten: boolean): Promise<string[]> {
  const shown = new Set<string>();
  const faults: string[] = [];
  for (const { block, blockHash, zipped } of await stored.proofs.kept()) {
    const check = await verifyKeptProof(chain, JSON.parse(gunzipSync(zipped).toString()));
    const what = `kept of block ${block} ${blockHash}`;
    if (check.kind === "broken") {
      faults.push(`${what}: ${check.fact}`);
      continue;
    }
    if (check.block.number !== block || check.block.hash !== blockHash) faults.push(`${what}: it is of another block`);
    const isCanonical = world.canonical[block]?.hash === blockHash;
    if (!isCanonical && !wasRewritten) faults.push(`${what}: the chain has another block there`);
    for (const log of check.logs) shown.add(placeOf(blockHash, log.transactionHash, log.logIndex));
  }
  for (const { block, blockHash, tx, logIndex } of await stored.proofs.finalPlaces()) {
    if (!shown.has(placeOf(blockHash, tx, logIndex))) {
      faults.push(`nothing is kept of final evidence in block ${block}, log ${logIndex} of transaction ${tx}`);
    }
  }
  return faults;
}

function placeOf(block: Hash, transaction: Hash, logIndex: number): string {
  return `${block} ${transaction} ${logIndex}`;
}
