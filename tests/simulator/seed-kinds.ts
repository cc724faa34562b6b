import type { Chain } from "@redflag/domain/chain";
import { demo } from "@redflag/domain/chains/demo";

/** A partition's edge lies within most worlds. */
const CHAIN: Chain = Object.freeze({ ...demo, partitionBlocks: 32 });
const PEERS_CHAIN: Chain = Object.freeze({ ...CHAIN, verify: "peers" });
const SMALL_PARTITION_BLOCKS = 8;

/** Every fourth seed has nothing but the word of its endpoints, as on a chain whose headers commit to no logs. */
export function comparesPeers(seed: number): boolean {
  return seed % 4 === 2;
}

/**
 * Every third seed drops old blocks. It does not screen the past again: below the cut that would leave what older lists
 * gave, and the oracle knows one truth for each block.
 */
export function cutsLedger(seed: number): boolean {
  return seed % 3 === 0;
}

/** Half of the seeds, each with clocks. None that a mutant or the museum was found with, which so stay as they were found. */
const ASKING = [0, 3, 4, 6, 7, 10, 12, 16, 19, 20, 21, 22];

/** People ask for repairs and backfills, and exchanges have sets of own addresses. */
export function asksForMore(seed: number): boolean {
  return ASKING.includes(seed % 24);
}

export function chainOf(seed: number): Chain {
  const chain = comparesPeers(seed) ? PEERS_CHAIN : CHAIN;
  return cutsLedger(seed) ? { ...chain, partitionBlocks: SMALL_PARTITION_BLOCKS } : chain;
}
