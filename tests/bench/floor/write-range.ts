import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { EncodedRange } from "./encode-range.ts";

const COPY_BLOCK = "copy block (chain_id, number, hash, parent_hash, time) from stdin binary";
const COPY_TRANSFER =
  "copy transfer (chain_id, block_number, log_index, tx_hash, tx_ordinal, token, sender, recipient, amount) from stdin binary";
const INSERT_COVERAGE =
  "insert into coverage (chain_id, from_block, to_block, endpoint, level, transfer_count, refused_count) " +
  "values (1, $1, $2, $3, 'unproven', $4, 0)";

/** Blocks, transfers and the row that says they are there: one transaction. */
export async function writeRange(client: pg.Client, range: EncodedRange, endpoint: string): Promise<void> {
  await client.query("begin");
  await copy(client, COPY_BLOCK, range.block);
  await copy(client, COPY_TRANSFER, range.transfer);
  await client.query(INSERT_COVERAGE, [range.from, range.to, endpoint, range.transferCount]);
  await client.query("commit");
}

async function copy(client: pg.Client, statement: string, rows: Buffer): Promise<void> {
  const stream = client.query(copyFrom(statement));
  stream.end(rows);
  await finished(stream);
}
