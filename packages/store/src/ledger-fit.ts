import type { Hash } from "@redflag/domain/hex";
import type { Block } from "@redflag/domain/transfer";

export interface StoredBlock {
  number: number;
  hash: Hash;
  parentHash: Hash;
}

/**
 * The lowest block at which the ledger tells another story than these blocks: a stored block with another hash, a
 * stored predecessor that is not the first one's parent, or a stored successor that is not the last one's child.
 * @param blocks not empty, contiguous
 * @param stored what the ledger holds from the block before the first to the block after the last
 */
export function findConflict(blocks: readonly Block[], stored: readonly StoredBlock[]): number | undefined {
  const first = blocks[0];
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const conflicts = stored.filter((block) => {
    if (block.number === first.number - 1) return block.hash !== first.parentHash;
    if (block.number === last.number + 1) return block.parentHash !== last.hash;
    return block.hash !== blocks[block.number - first.number]?.hash;
  });
  return conflicts.length === 0 ? undefined : Math.min(...conflicts.map((block) => block.number));
}
