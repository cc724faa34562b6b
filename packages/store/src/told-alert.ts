import type { AlertState } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import type { Transfer } from "@redflag/domain/transfer";
import { type Selectable, sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { ToldAlertTable } from "./schema-feed.ts";

/** What exchanges were told of one payment. */
export interface ToldAlert {
  id: Hash;
  /** The staff's alert on whose evidence it stands. */
  sourceId: Hash;
  chainId: number;
  blockNumber: number;
  blockHash: Hash;
  payment: Pick<Transfer, "txHash" | "token" | "txOrdinal">;
  state: AlertState;
  /** The event that said `created`, the last time. */
  openingId: Hash;
  /** What was said last, as it was written: parse it with the contract's schema. */
  payload: unknown;
}

export async function listToldAlerts(tx: Executor, ids: Iterable<Hash>): Promise<Map<Hash, ToldAlert>> {
  const rows = await tx.selectFrom("told_alert").selectAll().where("id", "=", anyBytes(ids)).execute();
  return new Map(rows.map(toldOf).map((told) => [told.id, told]));
}

/** Those of a chain that are about any of these payments, by block; withdrawn ones left out. */
export async function listToldOfPayments(
  tx: Executor,
  chainId: number,
  payments: ReadonlyArray<Pick<Transfer, "txHash" | "txOrdinal">>,
): Promise<ToldAlert[]> {
  const names = new Set(payments.map(({ txHash, txOrdinal }) => `${txHash} ${txOrdinal}`));
  const rows = await tx
    .selectFrom("told_alert")
    .selectAll()
    .where("tx_hash", "=", anyBytes(new Set(payments.map(({ txHash }) => txHash))))
    .where("chain_id", "=", chainId)
    .where("state", "<>", "withdrawn")
    .orderBy("block_number")
    .orderBy("id")
    .execute();
  return rows.map(toldOf).filter(({ payment: { txHash, txOrdinal } }) => names.has(`${txHash} ${txOrdinal}`));
}

/** Those that stand on this alert of staff's, by block; withdrawn ones left out. */
export async function listToldOfSource(tx: Executor, sourceId: Hash): Promise<ToldAlert[]> {
  const rows = await tx
    .selectFrom("told_alert")
    .selectAll()
    .where("source_id", "=", bytesOf(sourceId))
    .where("state", "<>", "withdrawn")
    .orderBy("block_number")
    .orderBy("id")
    .execute();
  return rows.map(toldOf);
}

export async function upsertToldAlert(tx: Executor, told: ToldAlert): Promise<void> {
  const changing = {
    source_id: bytesOf(told.sourceId),
    block_number: told.blockNumber,
    block_hash: bytesOf(told.blockHash),
    state: told.state,
    opening_id: bytesOf(told.openingId),
    payload: JSON.stringify(told.payload),
  };
  await tx
    .insertInto("told_alert")
    .values({
      id: bytesOf(told.id),
      chain_id: told.chainId,
      tx_hash: bytesOf(told.payment.txHash),
      token: bytesOf(told.payment.token),
      tx_ordinal: told.payment.txOrdinal,
      ...changing,
    })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(changing))
    .execute();
}

/** Of each subscriber that is no sandbox, by id, which of these events it was given. */
export async function listGiven(tx: Executor, eventIds: Iterable<Hash>): Promise<Map<string, Set<Hash>>> {
  const { rows } = await sql<{ id: string; given: Buffer[] }>`
    select id, array(
      select event_id from released_event where subscriber_id = subscriber.id and event_id = ${anyBytes(eventIds)}
    ) as given
    from subscriber where sandbox_of is null order by id`.execute(tx);
  return new Map(rows.map(({ id, given }) => [id, new Set(given.map(hexOf))]));
}

function toldOf(row: Selectable<ToldAlertTable>): ToldAlert {
  return {
    id: hexOf(row.id),
    sourceId: hexOf(row.source_id),
    chainId: row.chain_id,
    blockNumber: row.block_number,
    blockHash: hexOf(row.block_hash),
    payment: { txHash: hexOf(row.tx_hash), token: hexOf(row.token), txOrdinal: row.tx_ordinal },
    state: row.state as AlertState,
    openingId: hexOf(row.opening_id),
    payload: row.payload,
  };
}
