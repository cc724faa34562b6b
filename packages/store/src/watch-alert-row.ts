import type { AlertState } from "@redflag/domain/alert";
import type { StandingWatchAlert, WatchAlert } from "@redflag/domain/private-watch";
import type { Insertable, Selectable } from "kysely";
import { paymentColumns } from "./alert-row.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { WatchAlertTable } from "./schema-watches.ts";
import { secondsOf } from "./time.ts";
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
  return {
    id: bytesOf(alert.id),
    watch_id: alert.watchId,
    owner: alert.owner,
    ...paymentColumns(chainId, alert),
    text: alert.text,
    rule_version: alert.ruleVersion,
    state: "provisional",
  };
}
