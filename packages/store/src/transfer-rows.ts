import type { Transfer } from "@redflag/domain/transfer";
import type { BlockSpan } from "./block-span.ts";
import { COPY_HEADER, COPY_TRAILER, CopyRows } from "./copy-rows.ts";
import { copyRows } from "./copy-statement.ts";
import type { Executor } from "./database.ts";

const COLUMNS = [
  "chain_id",
  "block_number",
  "log_index",
  "tx_hash",
  "tx_ordinal",
  "token",
  "sender",
  "recipient",
  "amount",
];
/** The most that a row takes: an amount has up to 20 digits of base 10,000. */
const ROW_BYTES_MAX = 9 * 4 + 8 + 8 + 4 + 32 + 4 + 3 * 20 + 8 + 2 * 20;
/** What most rows take. */
const ROW_BYTES = 180;

/** Where a block's rows end, counted from the first of all. */
interface BlockEnd {
  block: number;
  count: number;
  length: number;
}

const START: BlockEnd = { block: -1, count: 0, length: 0 };

/**
 * Transfers as bytes that go into the table as they are: what waits for the database is then no tree of objects, which the
 * garbage collector would carry along.
 */
export class TransferRows {
  readonly #bytes: Buffer;
  /** Of each block that has any, ascending; the first is where these rows begin. */
  readonly #ends: readonly [BlockEnd, ...BlockEnd[]];

  private constructor(bytes: Buffer, ends: readonly [BlockEnd, ...BlockEnd[]]) {
    this.#bytes = bytes;
    this.#ends = ends;
  }

  /** @param transfers ascending by block */
  static of(chainId: number, transfers: readonly Transfer[]): TransferRows {
    const rows = new CopyRows(transfers.length * ROW_BYTES);
    const ends: [BlockEnd, ...BlockEnd[]] = [START];
    let last = START;
    for (const transfer of transfers) {
      rows.row(COLUMNS.length, ROW_BYTES_MAX);
      rows.bigint(chainId);
      rows.bigint(transfer.blockNumber);
      rows.integer(transfer.logIndex);
      rows.bytea(transfer.txHash);
      rows.integer(transfer.txOrdinal);
      rows.bytea(transfer.token);
      rows.bytea(transfer.sender);
      rows.bytea(transfer.recipient);
      rows.numeric(transfer.amount);
      if (last.block !== transfer.blockNumber) {
        last = { ...last, block: transfer.blockNumber };
        ends.push(last);
      }
      last.count += 1;
      last.length = rows.length;
    }
    return new TransferRows(rows.bytes(), ends);
  }

  get count(): number {
    return this.#last.count - this.#ends[0].count;
  }

  /** Those of blocks from..to, both inclusive: the same bytes. */
  slice({ from, to }: BlockSpan): TransferRows {
    const start = this.#ends.findLast(({ block }) => block < from) ?? this.#ends[0];
    const within = this.#ends.filter(({ block }, i) => i > 0 && block >= from && block <= to);
    return new TransferRows(this.#bytes, [start, ...within]);
  }

  /** Writes them into a table that has none of them. */
  async insert(tx: Executor): Promise<void> {
    if (this.count === 0) return;
    const rows = this.#bytes.subarray(this.#ends[0].length, this.#last.length);
    await copyRows(tx, "transfer", COLUMNS, [COPY_HEADER, rows, COPY_TRAILER]);
  }

  get #last(): BlockEnd {
    return this.#ends.at(-1) ?? START;
  }
}
