import type { Address } from "@redflag/domain/address";
import type { AlertState } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import type { Transfer } from "@redflag/domain/transfer";
import { type Selectable, sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { ToldAlertTable } from "./schema-feed.ts";

/** The chain was reorganised, or what had been read of it was put right. */
export type LooseCause = "reorg" | "corrected";

/** What exchanges were told of one payment. */
export interface ToldAlert {
  id: Hash;
  chainId: number;
  blockNumber: number;
  blockHash: Hash;
  payment: Pick<Transfer, "txHash" | "token" | "txOrdinal">;
  state: AlertState;
  /** Where a rewind took its block: once the lane is past this one, it is not to come again. */
  loose?: { until: number; cause: LooseCause };
  /** The event that said `created`, the last time. */
  openingId: Hash;
  /** What was said last, as it was written: parse it with the contract's schema. */
  payload: unknown;
}

/** An event as exchanges are to be told it. */
export interface ToldEvent {
  eventId: Hash;
  /** Whoever was not given this one, which may be itself, is not told. */
  openingId: Hash;
  payload: object;
  /** Lists that must still name the subject to exchanges when it is given to them; absent where it is told in any case. */
  standsOn?: { subject: Address; lists: readonly string[] };
}

/** Rows a statement carries at most: PostgreSQL binds at most 65,535 parameters. */
const ROWS_PER_STATEMENT_MAX = 1_000;

export async function listToldAlerts(tx: Executor, ids: Iterable<Hash>): Promise<Map<Hash, ToldAlert>> {
  const rows = await tx.selectFrom("told_alert").selectAll().where("id", "=", anyBytes(ids)).execute();
  return new Map(rows.map(toldOf).map((told) => [told.id, told]));
}

/** What stands of a chain from this block on, by block; what a rewind has taken is no part of it. */
export async function listStandingTold(tx: Executor, chainId: number, fromBlock: number): Promise<ToldAlert[]> {
  const rows = await standing(tx, chainId)
    .where("block_number", ">=", fromBlock)
    .where("loose_until", "is", null)
    .execute();
  return rows.map(toldOf);
}

/** What can no longer be reorged away and was not told to be final, by block. */
export async function listToldToFinalize(tx: Executor, chainId: number, upTo: number): Promise<ToldAlert[]> {
  const rows = await standing(tx, chainId)
    .where("state", "=", "provisional")
    .where("block_number", "<=", upTo)
    .where("loose_until", "is", null)
    .execute();
  return rows.map(toldOf);
}

/** What a rewind took and has not come again up to this block, by the block up to which it was waited for. */
export async function listToldGone(tx: Executor, chainId: number, upTo: number): Promise<ToldAlert[]> {
  const rows = await tx
    .selectFrom("told_alert")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("loose_until", "<=", upTo)
    .orderBy("loose_until")
    .orderBy("block_number")
    .orderBy("id")
    .execute();
  return rows.map(toldOf);
}

function standing(tx: Executor, chainId: number) {
  return tx
    .selectFrom("told_alert")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("state", "<>", "withdrawn")
    .orderBy("block_number")
    .orderBy("id");
}

/**
 * What stands above the fork may come again, up to that block: it is withdrawn when the lane is past it, and nothing is told now.
 * So it follows from the ledger alone, however the lane cuts what it screens.
 */
export async function loosenToldAbove(
  tx: Executor,
  chainId: number,
  forkBlock: number,
  { until, cause }: NonNullable<ToldAlert["loose"]>,
): Promise<void> {
  await tx
    .updateTable("told_alert")
    .set({ loose_until: until, loose_cause: cause })
    .where("chain_id", "=", chainId)
    .where("state", "<>", "withdrawn")
    .where((eb) => eb.or([eb("block_number", ">", forkBlock), eb("loose_until", ">", forkBlock)]))
    .execute();
}

/** The last of each id holds. */
export async function upsertToldAlerts(tx: Executor, told: readonly ToldAlert[]): Promise<void> {
  const last = [...new Map(told.map((one) => [one.id, one])).values()];
  for (let from = 0; from < last.length; from += ROWS_PER_STATEMENT_MAX) {
    await tx
      .insertInto("told_alert")
      .values(last.slice(from, from + ROWS_PER_STATEMENT_MAX).map(rowOfTold))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((excluded) => ({
          block_number: excluded.ref("excluded.block_number"),
          block_hash: excluded.ref("excluded.block_hash"),
          state: excluded.ref("excluded.state"),
          loose_until: excluded.ref("excluded.loose_until"),
          loose_cause: excluded.ref("excluded.loose_cause"),
          opening_id: excluded.ref("excluded.opening_id"),
          payload: excluded.ref("excluded.payload"),
        })),
      )
      .execute();
  }
}

/** In this order, behind what waits already. */
export async function insertToldEvents(tx: Executor, events: readonly ToldEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += ROWS_PER_STATEMENT_MAX) {
    const part = events.slice(from, from + ROWS_PER_STATEMENT_MAX);
    await tx
      .insertInto("told_pending")
      .values(
        part.map(({ eventId, openingId, payload, standsOn }) => ({
          event_id: bytesOf(eventId),
          opening_id: bytesOf(openingId),
          payload: JSON.stringify(payload),
          subject: standsOn === undefined ? null : bytesOf(standsOn.subject),
          list_ids: [...(standsOn?.lists ?? [])],
        })),
      )
      .execute();
  }
}

/** Takes the oldest, so many at most, and leaves out what a list no longer says to exchanges. */
export async function takeToldEvents(
  tx: Executor,
  countMax: number,
): Promise<{ taken: number; events: Array<{ eventId: Hash; openingId: Hash; payload: object }> }> {
  const { rows } = await sql<{ event_id: Buffer; opening_id: Buffer; payload: object; is_sayable: boolean }>`
    with taken as (
      delete from told_pending where seq in (select seq from told_pending order by seq limit ${countMax}::integer)
      returning *
    )
    select event_id, opening_id, payload, not exists (
      select from unnest(list_ids) as needed (list_id) where not exists (
        select from shared_entry where shared_entry.address = taken.subject and shared_entry.list_id = needed.list_id
      )
    ) as is_sayable
    from taken order by seq`.execute(tx);
  const events = rows
    .filter(({ is_sayable }) => is_sayable)
    .map((row) => ({ eventId: hexOf(row.event_id), openingId: hexOf(row.opening_id), payload: row.payload }));
  return { taken: rows.length, events };
}

function rowOfTold(told: ToldAlert) {
  return {
    id: bytesOf(told.id),
    chain_id: told.chainId,
    block_number: told.blockNumber,
    block_hash: bytesOf(told.blockHash),
    tx_hash: bytesOf(told.payment.txHash),
    token: bytesOf(told.payment.token),
    tx_ordinal: told.payment.txOrdinal,
    state: told.state,
    loose_until: told.loose?.until ?? null,
    loose_cause: told.loose?.cause ?? null,
    opening_id: bytesOf(told.openingId),
    payload: JSON.stringify(told.payload),
  };
}

function toldOf(row: Selectable<ToldAlertTable>): ToldAlert {
  return {
    id: hexOf(row.id),
    chainId: row.chain_id,
    blockNumber: row.block_number,
    blockHash: hexOf(row.block_hash),
    payment: { txHash: hexOf(row.tx_hash), token: hexOf(row.token), txOrdinal: row.tx_ordinal },
    state: row.state as AlertState,
    ...(row.loose_until !== null && { loose: { until: row.loose_until, cause: row.loose_cause as LooseCause } }),
    openingId: hexOf(row.opening_id),
    payload: row.payload,
  };
}
