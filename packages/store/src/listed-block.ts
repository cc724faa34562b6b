import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Blocks of from..to that hold a transfer from or to any address on any list now: the ones that alerts rest on. */
export async function listBlocksOnLists(db: Executor, chainId: number, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ block_number: number }>`
    select distinct block_number from transfer
    where chain_id = ${chainId} and block_number between ${from} and ${to} and exists (
      select from list_entry
      where ended_seq is null and (list_entry.address = transfer.sender or list_entry.address = transfer.recipient))
  `.execute(db);
  return rows.map((row) => row.block_number);
}
