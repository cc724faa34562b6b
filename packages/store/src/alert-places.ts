import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import type { BytesSpan } from "@redflag/domain/hex-prefix";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray } from "./sql-array.ts";
import { secondsOf } from "./time.ts";

/** Where alerts are, by the beginnings that somebody types: each look is a few steps in an index, however many there are. */

/** Ids between two, in their order. */
export async function listAlertIdsBetween(db: Executor, { from, to }: BytesSpan, limit: number): Promise<Hash[]> {
  const rows = await db
    .selectFrom("alert")
    .select("id")
    .where("id", ">=", bytesOf(from))
    .where("id", "<=", bytesOf(to))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => hexOf(id));
}

/** Subjects of alerts between two, each once: the index is stepped through, whatever number of alerts each has. */
export async function listSubjectsBetween(db: Executor, { from, to }: BytesSpan, limit: number): Promise<Address[]> {
  const last = bytesOf(to);
  const { rows } = await sql<{ subject: Buffer }>`
    with recursive step (subject, place) as (
      select (select subject from alert where subject between ${bytesOf(from)} and ${last} order by subject limit 1), 1
      union all
      select (
        select alert.subject from alert where alert.subject > step.subject and alert.subject <= ${last}
        order by alert.subject limit 1
      ), place + 1
      from step where subject is not null and place < ${limit}
    )
    select subject from step where subject is not null`.execute(db);
  return rows.map(({ subject }) => hexOf(subject));
}

/**
 * Of each of these subjects how many of its newest alerts stand, by chain; what has none is absent. The subject and every time: of
 * a subject alone the planner expects a few rows, and would read and sort the hundred thousand that one of them has.
 */
export async function countNewestAlertsAbout(
  db: Executor,
  subjects: readonly Address[],
  newest: number,
): Promise<Array<{ subject: Address; chainId: number; count: number }>> {
  const { rows } = await sql<{ subject: Buffer; chain_id: number; count: number }>`
    select asked.subject, own.chain_id, count(*)::int as count
    from unnest(${byteaArray(subjects)}::bytea[]) as asked (subject), lateral (
      select chain_id, state from alert
      where (alert.subject, last_time) >= (asked.subject, '-infinity') and (alert.subject, last_time) <= (asked.subject, 'infinity')
      order by alert.subject desc, last_time desc, id desc limit ${newest}
    ) as own
    where own.state <> 'withdrawn' group by 1, 2`.execute(db);
  return rows.map(({ subject, chain_id, count }) => ({ subject: hexOf(subject), chainId: chain_id, count }));
}

/** A transaction with a payment that some finding is on. */
export interface AlertedTransaction {
  chainId: number;
  blockNumber: number;
  /** Of the block, unix seconds. */
  time: number;
  /** Among the findings that were read. */
  alerts: number;
  /** In the ledger; 0 where its block was dropped. */
  transfers: number;
}

/** By chain and block. @param findings that are read at most */
export async function listAlertedTransactions(
  db: Executor,
  hash: Hash,
  { findings, limit }: { findings: number; limit: number },
): Promise<AlertedTransaction[]> {
  const key = bytesOf(hash);
  const { rows } = await sql<{
    chain_id: number;
    block_number: number;
    block_time: Date;
    alerts: number;
    transfers: number;
  }>`
    select place.*, (
      select count(*)::int from transfer
      where transfer.chain_id = place.chain_id and transfer.block_number = place.block_number and tx_hash = ${key}
    ) as transfers
    from (
      select chain_id, block_number, min(block_time) as block_time, count(distinct alert_id)::int as alerts
      from (
        select chain_id, block_number, block_time, alert_id from evidence where tx_hash = ${key} limit ${findings}
      ) as finding
      group by chain_id, block_number order by chain_id, block_number limit ${limit}
    ) as place
    order by chain_id, block_number`.execute(db);
  return rows.map((row) => ({
    chainId: row.chain_id,
    blockNumber: row.block_number,
    time: secondsOf(row.block_time),
    alerts: row.alerts,
    transfers: row.transfers,
  }));
}
