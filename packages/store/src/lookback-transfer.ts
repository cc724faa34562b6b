import type { Address } from "@redflag/domain/address";
import type { Transfer } from "@redflag/domain/transfer";
import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { TransferTable } from "./schema.ts";
import { byteaArray } from "./sql-array.ts";
import { transferOf } from "./transfer-read.ts";

type TransferRow = Selectable<TransferTable> & { of: Buffer };

/** Those of the addresses that sent or received anything in blocks from..to. */
export async function listActiveAddresses(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
  { from, to }: BlockSpan,
): Promise<Set<Address>> {
  const on = (side: "sender" | "recipient") => sql`
    exists (select from transfer where chain_id = ${chainId} and ${sql.ref(side)} = given.address
      and block_number >= ${from} and block_number <= ${to})`;
  const { rows } = await sql<{ address: Buffer }>`
    select address from unnest(${byteaArray(addresses)}::bytea[]) as given (address)
    where ${on("sender")} or ${on("recipient")}`.execute(db);
  return new Set(rows.map(({ address }) => hexOf(address)));
}

/** What an address sent and what it received, in ledger order; one to itself once. */
export interface TransfersOf {
  transfers: Transfer[];
  /** There are more, older ones. */
  isCut: boolean;
}

/**
 * The newest transfers of each address in blocks from..to, at most so many each way. Read by the partitions' indexes on
 * (sender, block_number) and (recipient, block_number), address by address; one that has none is absent.
 */
export async function listNewestTransfers(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
  { from, to }: BlockSpan,
  eachWayMax: number,
): Promise<Map<Address, TransfersOf>> {
  const newest = (side: "sender" | "recipient") => sql`
    (select transfer.* from transfer
     where chain_id = ${chainId} and ${sql.ref(side)} = given.address and block_number >= ${from} and block_number <= ${to}
     order by block_number desc, log_index desc limit ${eachWayMax + 1})`;
  const { rows } = await sql<TransferRow>`
    select given.address as of, newest.*
    from unnest(${byteaArray(addresses)}::bytea[]) as given (address)
    cross join lateral (${newest("sender")} union all ${newest("recipient")}) as newest`.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ of }) => hexOf(of))].map(([address, own]) => [address, cut(address, own, eachWayMax)]),
  );
}

function cut(address: Address, rows: readonly TransferRow[], eachWayMax: number): TransfersOf {
  const key = bytesOf(address);
  const sent = rows.filter(({ sender }) => sender.equals(key));
  const received = rows.filter(({ sender, recipient }) => recipient.equals(key) && !sender.equals(key));
  const isCut = sent.length > eachWayMax || received.length > eachWayMax;
  const byPlace = new Map<string, Transfer>();
  // A transfer to oneself comes from either side.
  for (const row of [...newestOf(sent, eachWayMax), ...newestOf(received, eachWayMax)]) {
    byPlace.set(`${row.block_number}/${row.log_index}`, transferOf(row));
  }
  return {
    transfers: [...byPlace.values()].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex),
    isCut,
  };
}

function newestOf(rows: readonly TransferRow[], max: number): TransferRow[] {
  return [...rows].sort((a, b) => b.block_number - a.block_number || b.log_index - a.log_index).slice(0, max);
}
