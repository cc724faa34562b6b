import type { PackedTransfers } from "@redflag/domain/late-fold/packed-transfers";
import { sql } from "kysely";
import type { Executor } from "./database.ts";

interface PackedRow {
  count: number;
  block_numbers: Buffer | null;
  log_indexes: Buffer | null;
  tx_ordinals: Buffer | null;
  tx_hashes: Buffer | null;
  tokens: Buffer | null;
  senders: Buffer | null;
  recipients: Buffer | null;
  amounts: string | null;
}

const NOTHING = Buffer.alloc(0);

/**
 * All transfers of blocks from..to in ledger order, as `listTransfers`, each column as one value: what the driver does for each
 * row and each of its values is most of what reading rows costs.
 */
export async function readPackedTransfers(
  db: Executor,
  chainId: number,
  from: number,
  to: number,
): Promise<PackedTransfers> {
  const inOrder = sql`order by block_number, log_index`;
  const { rows } = await sql<PackedRow>`
    select count(*)::integer as count,
      string_agg(int8send(block_number), '' ${inOrder}) as block_numbers,
      string_agg(int4send(log_index), '' ${inOrder}) as log_indexes,
      string_agg(int4send(tx_ordinal), '' ${inOrder}) as tx_ordinals,
      string_agg(tx_hash, '' ${inOrder}) as tx_hashes,
      string_agg(token, '' ${inOrder}) as tokens,
      string_agg(sender, '' ${inOrder}) as senders,
      string_agg(recipient, '' ${inOrder}) as recipients,
      string_agg(amount::text, ',' ${inOrder}) as amounts
    from transfer where chain_id = ${chainId} and block_number between ${from} and ${to}
  `.execute(db);
  const [row] = rows;
  return {
    count: row?.count ?? 0,
    blockNumbers: row?.block_numbers ?? NOTHING,
    logIndexes: row?.log_indexes ?? NOTHING,
    txOrdinals: row?.tx_ordinals ?? NOTHING,
    txHashes: row?.tx_hashes ?? NOTHING,
    tokens: row?.tokens ?? NOTHING,
    senders: row?.senders ?? NOTHING,
    recipients: row?.recipients ?? NOTHING,
    amounts: row?.amounts?.split(",") ?? [],
  };
}
