import type { Block, Log } from "@redflag/domain/transfer";
import type { CheckedRange } from "./source.ts";

/** The first block in which two answers to one question differ. */
export interface AnswerDifference {
  block: Block;
  peerBlock: Block;
  /** The blocks are the same, only their logs differ. */
  isSameBlock: boolean;
  /** How many logs of the block each gave. */
  logCount: number;
  peerLogCount: number;
}

/** Undefined when both say the same of every block and log, in every field that the ledger keeps. */
export function findDifference(a: CheckedRange, b: CheckedRange): AnswerDifference | undefined {
  if (isSame(a.blocks, b.blocks, isSameBlock) && isSame(a.logs, b.logs, isSameLog)) return undefined;
  const [logs, peerLogs] = [logsByBlock(a), logsByBlock(b)];
  for (const [i, block] of a.blocks.entries()) {
    const peerBlock = b.blocks[i] as Block;
    const [mine, theirs] = [logs.get(block.number) ?? [], peerLogs.get(block.number) ?? []];
    const isBlockSame = isSameBlock(block, peerBlock);
    if (isBlockSame && isSame(mine, theirs, isSameLog)) continue;
    return { block, peerBlock, isSameBlock: isBlockSame, logCount: mine.length, peerLogCount: theirs.length };
  }
  return undefined;
}

function isSame<T>(a: readonly T[], b: readonly T[], isEqual: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((item, i) => isEqual(item, b[i] as T));
}

function isSameBlock(a: Block, b: Block): boolean {
  return a.number === b.number && a.hash === b.hash && a.parentHash === b.parentHash && a.time === b.time;
}

/** By hand, because it runs once per log of a backfill. */
function isSameLog(a: Log, b: Log): boolean {
  return (
    a.blockNumber === b.blockNumber &&
    a.logIndex === b.logIndex &&
    a.blockHash === b.blockHash &&
    a.transactionHash === b.transactionHash &&
    a.address === b.address &&
    a.data === b.data &&
    isSame(a.topics, b.topics, (one, other) => one === other)
  );
}

function logsByBlock({ logs }: CheckedRange): Map<number, Log[]> {
  return Map.groupBy(logs, ({ blockNumber }) => blockNumber);
}
