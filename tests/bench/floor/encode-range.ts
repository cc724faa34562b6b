import { CopyRows } from "./copy-rows.ts";
import type { RawRange } from "./read-range.ts";

export interface EncodedRange {
  from: number;
  to: number;
  firstParentHash: string;
  lastHash: string;
  transferCount: number;
  /** Rows of the tables, for COPY in binary. */
  block: Buffer;
  transfer: Buffer;
}

const CHAIN_ID = 1;
const BLOCK_ROW_BYTES = 2 + 5 * 4 + 8 + 8 + 32 + 32 + 8;
const TRANSFER_ROW_BYTES = 2 + 9 * 4 + 8 + 8 + 4 + 32 + 4 + 20 + 20 + 20 + 8 + 2 * 20;
/** `0x`, and the twelve zero bytes that pad an address to a word. */
const ADDRESS_IN_WORD = 26;

/** Checks a range against itself and cuts it into rows. Throws what is wrong. */
export function encodeRange(from: number, { headers, logs }: RawRange): EncodedRange {
  const block = new CopyRows(64 + headers.length * BLOCK_ROW_BYTES);
  let [parentHash, firstParentHash] = ["", ""];
  for (const [i, header] of headers.entries()) {
    if (Number(header.number) !== from + i) throw new Error(`block ${header.number} instead of ${from + i}`);
    if (i === 0) firstParentHash = header.parentHash;
    else if (header.parentHash !== parentHash) throw new Error(`block ${from + i} does not follow`);
    parentHash = header.hash;
    block.row(5, BLOCK_ROW_BYTES);
    block.bigint(CHAIN_ID);
    block.bigint(from + i);
    block.bytea(header.hash, 2);
    block.bytea(header.parentHash, 2);
    block.timestamp(Number(header.timestamp));
  }
  return {
    from,
    to: from + headers.length - 1,
    firstParentHash,
    lastHash: parentHash,
    transferCount: logs.length,
    block: block.finish(),
    transfer: encodeTransfers(from, { headers, logs }),
  };
}

function encodeTransfers(from: number, { headers, logs }: RawRange): Buffer {
  const rows = new CopyRows(64 + logs.length * TRANSFER_ROW_BYTES);
  const ordinals = new Map<string, number>();
  let [lastBlock, lastIndex, lastTx] = [0, 0, ""];
  for (const log of logs) {
    const blockNumber = Number(log.blockNumber);
    const logIndex = Number(log.logIndex);
    if (headers[blockNumber - from]?.hash !== log.blockHash) throw new Error(`a log of no block: ${log.blockHash}`);
    if (blockNumber < lastBlock || (blockNumber === lastBlock && logIndex <= lastIndex)) {
      throw new Error(`log ${logIndex} of block ${blockNumber} is out of order`);
    }
    if (log.transactionHash !== lastTx) ordinals.clear();
    const txOrdinal = ordinals.get(log.address) ?? 0;
    ordinals.set(log.address, txOrdinal + 1);
    [lastBlock, lastIndex, lastTx] = [blockNumber, logIndex, log.transactionHash];
    rows.row(9, TRANSFER_ROW_BYTES);
    rows.bigint(CHAIN_ID);
    rows.bigint(blockNumber);
    rows.integer(logIndex);
    rows.bytea(log.transactionHash, 2);
    rows.integer(txOrdinal);
    rows.bytea(log.address, 2);
    rows.bytea(log.topics[1], ADDRESS_IN_WORD);
    rows.bytea(log.topics[2], ADDRESS_IN_WORD);
    rows.numeric(BigInt(log.data));
  }
  return rows.finish();
}
