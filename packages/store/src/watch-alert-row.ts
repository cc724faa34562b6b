import type { AlertState } from "@redflag/domain/alert";
import type { StandingWatchAlert, WatchAlert } from "@redflag/domain/private-watch";
import type { Insertable, Selectable } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { WatchAlertTable } from "./schema-watches.ts";
import { dateOf, secondsOf } from "./time.ts";
import { transferOf } from "./transfer-read.ts";

/** Rows ⇄ domain for what comes of watches; the only place that knows both shapes. */

export function watchAlertOf(row: Selectable<WatchAlertTable>): StandingWatchAlert {
  return {
    id: hexOf(row.id),
    watchId: row.watch_id,
    owner: row.owner,
    ruleVersion: row.rule_version,
    block: { number: row.block_number, hash: hexOf(row.block_hash), time: secondsOf(row.block_time) },
    transfer: transferOf(row),
    text: row.text,
    state: row.state as AlertState,
  };
}

/** As it is raised: provisional. */
export function rowOfWatchAlert(chainId: number, alert: WatchAlert): Insertable<WatchAlertTable> {
  const { block, transfer } = alert;
  return {
    id: bytesOf(alert.id),
    watch_id: alert.watchId,
    owner: alert.owner,
    chain_id: chainId,
    block_number: block.number,
    block_hash: bytesOf(block.hash),
    block_time: dateOf(block.time),
    log_index: transfer.logIndex,
    tx_hash: bytesOf(transfer.txHash),
    tx_ordinal: transfer.txOrdinal,
    token: bytesOf(transfer.token),
    sender: bytesOf(transfer.sender),
    recipient: bytesOf(transfer.recipient),
    amount: transfer.amount.toString(),
    text: alert.text,
    rule_version: alert.ruleVersion,
    state: "provisional",
  };
}
