import type { BridgeTransaction } from "@redflag/domain/cross-chain/read-legs";
import { sql } from "kysely";
import { anyBytes, anyNumber } from "./any-of.ts";
import type { BlockSpan } from "./block-span.ts";
import { listBridgeEvents } from "./bridge-event-read.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { secondsOf } from "./time.ts";
import { transferOf } from "./transfer-read.ts";

export interface BridgeTransactions {
  /** In ledger order. */
  transactions: BridgeTransaction[];
  /** The highest block time up to the end of the span, unix seconds. */
  clock: number;
}

/**
 * Transactions of blocks from..to in which a bridge spoke, each with the lane's clock: the highest block time so far, so
 * that it never falls whatever an endpoint said of a time.
 * @param before the clock of the blocks before
 */
export async function listBridgeTransactions(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
  before: number,
): Promise<BridgeTransactions> {
  const events = await listBridgeEvents(db, chainId, from, to);
  const numbers = [...new Set(events.map(({ blockNumber }) => blockNumber))];
  const { rows } = await sql<{ number: number; hash: Buffer; parent_hash: Buffer; time: Date; clock: Date }>`
    select number, hash, parent_hash, time, clock
    from (
      select number, hash, parent_hash, time, max(time) over (order by number) as clock
      from block where chain_id = ${chainId} and number between ${from} and ${to}
    ) as timed
    where number = ${to} or number = ${anyNumber(numbers)}
    order by number`.execute(db);
  const clocks = new Map(rows.map((row) => [row.number, Math.max(before, secondsOf(row.clock))]));
  const clock = clocks.get(to) ?? before;
  if (events.length === 0) return { transactions: [], clock };

  const hashes = new Set(events.map(({ txHash }) => txHash));
  const transfers = await db
    .selectFrom("transfer")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", "=", anyNumber(numbers))
    .where("tx_hash", "=", anyBytes(hashes))
    .orderBy("block_number")
    .orderBy("log_index")
    .execute();
  const transfersByHash = Map.groupBy(transfers.map(transferOf), ({ txHash }) => txHash);
  const blocks = new Map(rows.map((row) => [row.number, row]));
  const eventsByHash = Map.groupBy(events, ({ txHash }) => txHash);
  const transactions = [...eventsByHash].flatMap(([txHash, own]): BridgeTransaction[] => {
    const number = own[0]?.blockNumber ?? 0;
    const row = blocks.get(number);
    if (row === undefined) throw new Error(`Broken invariant: block ${number} of a bridge's event is there`);
    const block = { number, hash: hexOf(row.hash), parentHash: hexOf(row.parent_hash), time: secondsOf(row.time) };
    const found = transfersByHash.get(txHash) ?? [];
    return [{ block, clock: clocks.get(number) ?? before, events: own, transfers: found }];
  });
  return { transactions, clock };
}
