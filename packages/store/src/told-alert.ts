import type { AlertState } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import type { Transfer } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

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

/** Whether the staff's alert still has this payment where it was told to be. */
export interface ToldStanding {
  told: ToldAlert;
  stands: boolean;
  isFinal: boolean;
}

export async function listToldAlerts(tx: Executor, ids: Iterable<Hash>): Promise<Map<Hash, ToldAlert>> {
  const rows = await tx.selectFrom("told_alert").selectAll().where("id", "=", anyBytes(ids)).execute();
  return new Map(rows.map(toldOf).map((told) => [told.id, told]));
}

/**
 * Those that stand on any of these alerts, in the order of their blocks, withdrawn ones left out.
 * @param shakenIds of alerts of which what is final may have gone, too: of the others only what is provisional is looked at
 */
export async function listToldStandings(
  tx: Executor,
  sourceIds: Iterable<Hash>,
  shakenIds: Iterable<Hash>,
): Promise<ToldStanding[]> {
  const rows = await tx
    .selectFrom("told_alert")
    .selectAll("told_alert")
    .select((eb) =>
      eb
        .selectFrom("evidence")
        .select("is_final")
        .whereRef("evidence.alert_id", "=", "told_alert.source_id")
        .whereRef("evidence.chain_id", "=", "told_alert.chain_id")
        .whereRef("evidence.block_number", "=", "told_alert.block_number")
        .whereRef("evidence.block_hash", "=", "told_alert.block_hash")
        .whereRef("evidence.tx_hash", "=", "told_alert.tx_hash")
        .whereRef("evidence.token", "=", "told_alert.token")
        .whereRef("evidence.tx_ordinal", "=", "told_alert.tx_ordinal")
        .limit(1)
        .as("is_final"),
    )
    .where("source_id", "=", anyBytes(sourceIds))
    .where("state", "<>", "withdrawn")
    .where((eb) => eb.or([eb("state", "=", "provisional"), eb("source_id", "=", anyBytes(shakenIds))]))
    .orderBy("block_number")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ told: toldOf(row), stands: row.is_final !== null, isFinal: row.is_final === true }));
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

interface ToldRow {
  id: Buffer;
  source_id: Buffer;
  chain_id: number;
  block_number: number;
  block_hash: Buffer;
  tx_hash: Buffer;
  token: Buffer;
  tx_ordinal: number;
  state: string;
  opening_id: Buffer;
  payload: unknown;
}

function toldOf(row: ToldRow): ToldAlert {
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
