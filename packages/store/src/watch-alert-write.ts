import type { Hash } from "@redflag/domain/hex";
import type { WatchAlert } from "@redflag/domain/private-watch";
import { anyBytes } from "./any-of.ts";
import type { Executor } from "./database.ts";
import { rowOfWatchAlert, watchAlertOf } from "./watch-alert-row.ts";

/** Rows a statement carries at most: PostgreSQL binds at most 65,535 parameters. */
const ROWS_PER_STATEMENT_MAX = 1_000;

/** Raises alerts, or raises them again: a payment that a reorg moved, or took and gave back, is provisional where it is now. */
export async function upsertWatchAlerts(tx: Executor, chainId: number, alerts: readonly WatchAlert[]): Promise<void> {
  for (let from = 0; from < alerts.length; from += ROWS_PER_STATEMENT_MAX) {
    const part = alerts.slice(from, from + ROWS_PER_STATEMENT_MAX);
    await tx
      .insertInto("watch_alert")
      .values(part.map((alert) => rowOfWatchAlert(chainId, alert)))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((excluded) => ({
          block_number: excluded.ref("excluded.block_number"),
          block_hash: excluded.ref("excluded.block_hash"),
          block_time: excluded.ref("excluded.block_time"),
          log_index: excluded.ref("excluded.log_index"),
          // All of it is content, which a mend may have changed, or somebody's hand.
          watch_id: excluded.ref("excluded.watch_id"),
          owner: excluded.ref("excluded.owner"),
          tx_hash: excluded.ref("excluded.tx_hash"),
          tx_ordinal: excluded.ref("excluded.tx_ordinal"),
          token: excluded.ref("excluded.token"),
          sender: excluded.ref("excluded.sender"),
          recipient: excluded.ref("excluded.recipient"),
          amount: excluded.ref("excluded.amount"),
          text: excluded.ref("excluded.text"),
          rule_version: excluded.ref("excluded.rule_version"),
          state: excluded.ref("excluded.state"),
        })),
      )
      .execute();
  }
}

/** Takes back what stands above the fork. */
export async function withdrawWatchAlertsAbove(tx: Executor, chainId: number, forkBlock: number): Promise<void> {
  await tx
    .updateTable("watch_alert")
    .set({ state: "withdrawn" })
    .where("chain_id", "=", chainId)
    .where("block_number", ">", forkBlock)
    .where("state", "<>", "withdrawn")
    .execute();
}

/** Takes back what should not stand. */
export async function withdrawWatchAlerts(tx: Executor, ids: Iterable<Hash>): Promise<void> {
  await tx.updateTable("watch_alert").set({ state: "withdrawn" }).where("id", "=", anyBytes(ids)).execute();
}

/** What stands up to this block can no longer be reorged away. */
export async function finalizeWatchAlertsUpTo(tx: Executor, chainId: number, block: number): Promise<void> {
  await tx
    .updateTable("watch_alert")
    .set({ state: "final" })
    .where("chain_id", "=", chainId)
    .where("block_number", "<=", block)
    .where("state", "=", "provisional")
    .execute();
}

/** What stands above this block can be reorged away after all. */
export async function unfinalizeWatchAlertsAbove(tx: Executor, chainId: number, block: number): Promise<void> {
  await tx
    .updateTable("watch_alert")
    .set({ state: "provisional" })
    .where("chain_id", "=", chainId)
    .where("block_number", ">", block)
    .where("state", "=", "final")
    .execute();
}

/** What stands of one watch on a chain from this block on, by id: for who makes it again. Grows with what it stands on. */
export async function listStandingWatchAlerts(
  tx: Executor,
  chainId: number,
  watchId: string,
  fromBlock: number,
): Promise<Map<Hash, WatchAlert>> {
  const rows = await tx
    .selectFrom("watch_alert")
    .selectAll()
    .where("watch_id", "=", watchId)
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", fromBlock)
    .where("state", "<>", "withdrawn")
    .execute();
  return new Map(
    rows.map((row) => {
      const { state: _, ...alert } = watchAlertOf(row);
      return [alert.id, alert];
    }),
  );
}
