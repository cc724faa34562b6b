import type { Address } from "@redflag/domain/address";
import type { Transfer } from "@redflag/domain/transfer";
import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { TransferTable } from "./schema.ts";
import { byteaArray } from "./sql-array.ts";
import { transferOf } from "./transfer-read.ts";

type TransferRow = Selectable<TransferTable>;

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
  if (addresses.length === 0) return new Set();
  const { rows } = await sql<{ address: Buffer }>`
    select address from unnest(${byteaArray(addresses)}::bytea[]) as given (address)
    where exists (select from ${on("sender", chainId, span)})
      or exists (select from ${on("recipient", chainId, span)})`.execute(db);
  return new Set(rows.map(({ address }) => hexOf(address)));
}

/** One transfer of an address that was asked for: the address itself is at hand, and `other` is whom it dealt with. */
interface QuietRow {
  n: number;
  is_sent: boolean;
  block_number: number;
  log_index: number;
  tx_hash: string;
  tx_ordinal: number;
  token: string;
  other: string;
  amount: string;
}

/**
 * Every transfer of each address in blocks from..to, in ledger order, one to itself once. An address with more than
 * `eachWayMax` of them one way is a hub: no more of it is read than shows that. One without any transfer is in neither.
 */
export async function listTransfersOfQuiet(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
  span: BlockSpan,
  eachWayMax: number,
): Promise<{ quiet: Map<Address, Transfer[]>; hubs: Set<Address> }> {
  // In no order: whoever sorts first has to read all that a hub ever did. What one side shows to be a hub is not read on
  // the other. Text as code holds it: a Buffer for each value and its text again cost more than the reading.
  const some = (side: "sender" | "recipient", other: "sender" | "recipient", isWanted = sql`true`) => sql`
    (select block_number, log_index, encode(tx_hash, 'hex') as tx_hash, tx_ordinal, encode(token, 'hex') as token,
       encode(${sql.ref(other)}, 'hex') as other, amount
     from ${on(side, chainId, span)} and ${isWanted} limit ${eachWayMax + 1})`;
  const isQuiet = (side: "sent" | "received") => sql`(select count(*) from ${sql.table(side)}) <= ${eachWayMax}`;
  const { rows } = await sql<QuietRow | { n: number; is_sent: null }>`
    select given.n, own.*
    from unnest(${byteaArray(addresses)}::bytea[]) with ordinality as given (address, n)
    cross join lateral (
      with sent as materialized ${some("sender", "recipient")},
        received as materialized ${some("recipient", "sender", isQuiet("sent"))}
      select true as is_sent, * from sent where ${isQuiet("sent")} and ${isQuiet("received")}
      union all select false, * from received where ${isQuiet("received")}
      union all select null, null, null, null, null, null, null, null
        where not (${isQuiet("sent")} and ${isQuiet("received")})
    ) as own`.execute(db);
  const hubs = new Set<Address>();
  const read = addresses.map((): Transfer[] => []);
  for (const row of rows) {
    const address = addresses[row.n - 1] as Address;
    if (row.is_sent === null) hubs.add(address);
    // One to itself comes from either side.
    else if (row.is_sent || `0x${row.other}` !== address) read[row.n - 1]?.push(transferOfQuiet(address, row));
  }
  const quiet = addresses.flatMap((address, i): Array<[Address, Transfer[]]> => {
    const own = read[i] ?? [];
    return own.length === 0 ? [] : [[address, own.sort(byPlace)]];
  });
  return { quiet: new Map(quiet), hubs };
}

function transferOfQuiet(address: Address, row: QuietRow): Transfer {
  const other: Address = `0x${row.other}`;
  return {
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: `0x${row.tx_hash}`,
    txOrdinal: row.tx_ordinal,
    token: `0x${row.token}`,
    sender: row.is_sent ? address : other,
    recipient: row.is_sent ? other : address,
    amount: BigInt(row.amount),
  };
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
    (select transfer.* from ${on(side, chainId, span)}
     order by block_number desc, log_index desc limit ${eachWayMax})`;
  const { rows } = await sql<TransferRow>`
    select newest.* from unnest(${byteaArray([address])}::bytea[]) as given (address)
    cross join lateral (${newest("sender")} union all ${newest("recipient")}) as newest`.execute(db);
  return inLedgerOrder(rows);
}

/** A transfer to oneself comes from either side. */
function inLedgerOrder(rows: readonly TransferRow[]): Transfer[] {
  const known = new Map(rows.map((row) => [`${row.block_number}/${row.log_index}`, row]));
  return [...known.values()].map(transferOf).sort(byPlace);
}

function byPlace(a: Transfer, b: Transfer): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}
