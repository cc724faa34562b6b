import type { Address } from "@redflag/domain/address";
import type { Transfer } from "@redflag/domain/transfer";
import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { TransferTable } from "./schema.ts";
import { byteaArray } from "./sql-array.ts";
import { transferOf } from "./transfer-read.ts";

type TransferRow = Selectable<TransferTable> & { of: Buffer };

/*
 * Read by the partitions' indexes on (sender, block_number) and (recipient, block_number), address by address.
 */

/** What an address sent or received in a stretch of the ledger, by the index of that side. */
function on(side: "sender" | "recipient", chainId: number, { from, to }: BlockSpan) {
  return sql`
    transfer where chain_id = ${chainId} and ${sql.ref(side)} = given.address
      and block_number >= ${from} and block_number <= ${to}`;
}

/** Those of the addresses that sent or received anything in blocks from..to. */
export async function listActiveAddresses(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
  span: BlockSpan,
): Promise<Set<Address>> {
  const { rows } = await sql<{ address: Buffer }>`
    select address from unnest(${byteaArray(addresses)}::bytea[]) as given (address)
    where exists (select from ${on("sender", chainId, span)})
      or exists (select from ${on("recipient", chainId, span)})`.execute(db);
  return new Set(rows.map(({ address }) => hexOf(address)));
}

/**
 * Every transfer of each address in blocks from..to, in ledger order, one to itself once. An address with more than
 * `eachWayMax` of them one way is absent, and so is one without any: of a hub no more is read than shows that it is one.
 */
export async function listTransfersOfQuiet(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
  span: BlockSpan,
  eachWayMax: number,
): Promise<Map<Address, Transfer[]>> {
  // In no order: whoever sorts first has to read all that a hub ever did.
  const some = (side: "sender" | "recipient") => sql`
    (select ${sql.lit(side)} as side, transfer.* from ${on(side, chainId, span)} limit ${eachWayMax + 1})`;
  const { rows } = await sql<TransferRow>`
    select given.address as of, quiet.*
    from unnest(${byteaArray(addresses)}::bytea[]) as given (address)
    cross join lateral (
      select * from (
        select *, count(*) filter (where side = 'sender') over () as sent,
          count(*) filter (where side = 'recipient') over () as received
        from (${some("sender")} union all ${some("recipient")}) as either
      ) as counted
      where sent <= ${eachWayMax} and received <= ${eachWayMax}
    ) as quiet`.execute(db);
  return new Map([...Map.groupBy(rows, ({ of }) => hexOf(of))].map(([of, own]) => [of, inLedgerOrder(own)]));
}

/** The newest transfers of an address in blocks from..to, at most so many each way, in ledger order. */
export async function listNewestTransfers(
  db: Executor,
  chainId: number,
  address: Address,
  span: BlockSpan,
  eachWayMax: number,
): Promise<Transfer[]> {
  const newest = (side: "sender" | "recipient") => sql`
    (select given.address as of, transfer.* from ${on(side, chainId, span)}
     order by block_number desc, log_index desc limit ${eachWayMax})`;
  const { rows } = await sql<TransferRow>`
    select newest.* from unnest(${byteaArray([address])}::bytea[]) as given (address)
    cross join lateral (${newest("sender")} union all ${newest("recipient")}) as newest`.execute(db);
  return inLedgerOrder(rows);
}

/** A transfer to oneself comes from either side. */
function inLedgerOrder(rows: readonly TransferRow[]): Transfer[] {
  const byPlace = new Map(rows.map((row) => [`${row.block_number}/${row.log_index}`, row]));
  return [...byPlace.values()]
    .sort((a, b) => a.block_number - b.block_number || a.log_index - b.log_index)
    .map(transferOf);
}
