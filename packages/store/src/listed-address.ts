import type { Address } from "@redflag/domain/address";
import { LISTED_CATEGORIES, SEVERITIES } from "@redflag/domain/entry";
import type { Transfer } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { transferOf } from "./transfer-read.ts";

export interface ListedAddresses {
  /** Each once, the most severe first, then by address. */
  addresses: Address[];
  /** How many are on lists, those beyond the limit included. */
  total: number;
}

/**
 * Addresses that a payment with is an alert by itself: on any list now, services left out. Of every family: the same 20
 * bytes on another chain are likely one holder's.
 */
export async function listListedAddresses(db: Executor, limit: number): Promise<ListedAddresses> {
  const { rows } = await sql<{ address: Buffer; total: number }>`
    select address, (count(*) over ())::bigint as total from list_entry
    where ended_seq is null and address is not null and category = any(${sql.val([...LISTED_CATEGORIES])}::text[])
    group by address
    order by max(array_position(${sql.val([...SEVERITIES])}::text[], severity)) desc, address
    limit ${limit}`.execute(db);
  return { addresses: rows.map(({ address }) => hexOf(address)), total: rows[0]?.total ?? 0 };
}

/** Transfers of blocks from..to that one of these accounts sent or received, in ledger order: keep the range bounded. */
export async function listTransfersOfAny(
  db: Executor,
  chainId: number,
  accounts: readonly Address[],
  from: number,
  to: number,
): Promise<Transfer[]> {
  const rows = await db
    .selectFrom("transfer")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", from)
    .where("block_number", "<=", to)
    .where((eb) => eb.or([eb("sender", "=", anyBytes(accounts)), eb("recipient", "=", anyBytes(accounts))]))
    .orderBy("block_number")
    .orderBy("log_index")
    .execute();
  return rows.map(transferOf);
}
