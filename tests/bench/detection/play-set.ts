import type { Hash } from "@redflag/domain/hex";
import type { Block, Transfer } from "@redflag/domain/transfer";
import type { LabelledSet } from "./labelled-set.ts";
import { blocksOf } from "./set-blocks.ts";

export interface PlayedSet {
  /** By number. */
  blocks: ReadonlyMap<number, Block>;
  /** In ledger order. */
  transfers: readonly Transfer[];
  startTime: number;
}

/** A set's payments as the ledger holds them. */
export function playSet(set: LabelledSet): PlayedSet {
  const blocks = new Map<number, Block>();
  const transfers: Transfer[] = [];
  let startTime: number | undefined;
  for (const [number, block] of blocksOf(set).entries()) {
    startTime ??= block.time;
    blocks.set(number, { number, hash: hashOf(number), parentHash: hashOf(number - 1), time: block.time });
    for (const { txHash, logIndex, token, sender, recipient, amount } of block.transfers) {
      transfers.push({ blockNumber: number, logIndex, txHash, txOrdinal: 0, token, sender, recipient, amount });
    }
  }
  return { blocks, transfers, startTime: startTime ?? 0 };
}

function hashOf(number: number): Hash {
  return `0x${(number + 1).toString(16).padStart(64, "0")}`;
}
