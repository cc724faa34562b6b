import type { Alert, AlertState, Evidence } from "@redflag/domain/alert";
import { paymentKeys } from "@redflag/domain/alert-group";
import type { Severity } from "@redflag/domain/entry";
import type { SupportingTransfer } from "@redflag/domain/finding";
import type { Exposure, Reason } from "@redflag/domain/heuristic";
import type { Insertable, Selectable } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Schema } from "./schema.ts";
import { supportingJson, supportingOf } from "./supporting.ts";
import { dateOf, secondsOf } from "./time.ts";
import { transferOf } from "./transfer-read.ts";

/** Rows ⇄ domain for alerts and their evidence; the only place that knows both shapes. */

export function alertOf(row: Selectable<Schema["alert"]>): Alert {
  return {
    id: hexOf(row.id),
    heuristic: row.heuristic,
    heuristicVersion: row.heuristic_version,
    subject: hexOf(row.subject),
    severity: row.severity as Severity,
    exposure: row.exposure as Exposure,
    score: row.score,
    revision: hexOf(row.revision),
    evidenceCount: row.evidence_count,
    firstBlock: row.first_block,
    lastBlock: row.last_block,
    firstTime: secondsOf(row.first_time),
    lastTime: secondsOf(row.last_time),
    state: row.state as AlertState,
    stateSeq: row.state_seq,
  };
}

export function rowOfAlert(chainId: number, alert: Alert): Insertable<Schema["alert"]> {
  return {
    id: bytesOf(alert.id),
    chain_id: chainId,
    heuristic: alert.heuristic,
    heuristic_version: alert.heuristicVersion,
    subject: bytesOf(alert.subject),
    severity: alert.severity,
    exposure: alert.exposure,
    score: alert.score,
    revision: bytesOf(alert.revision),
    evidence_count: alert.evidenceCount,
    first_block: alert.firstBlock,
    last_block: alert.lastBlock,
    first_time: dateOf(alert.firstTime),
    last_time: dateOf(alert.lastTime),
    state: alert.state,
    state_seq: alert.stateSeq,
  };
}

export function evidenceOf(row: Selectable<Schema["evidence"]>): Evidence {
  return {
    ordinal: row.ordinal,
    block: { number: row.block_number, hash: hexOf(row.block_hash), time: secondsOf(row.block_time) },
    transfer: transferOf(row),
    heuristicVersion: row.heuristic_version,
    severity: row.severity as Severity,
    exposure: row.exposure as Exposure,
    score: row.score,
    reasons: row.reasons as Reason[],
    supporting: supportingOf(row.supporting),
    revision: hexOf(row.revision),
    isFinal: row.is_final,
  };
}

export function rowOfEvidence(chainId: number, alertId: Buffer, evidence: Evidence): Insertable<Schema["evidence"]> {
  return {
    alert_id: alertId,
    ordinal: evidence.ordinal,
    ...paymentColumns(chainId, evidence),
    heuristic_version: evidence.heuristicVersion,
    severity: evidence.severity,
    exposure: evidence.exposure,
    score: evidence.score,
    reasons: JSON.stringify(evidence.reasons),
    supporting: supportingJson(evidence.supporting),
    revision: bytesOf(evidence.revision),
    is_final: evidence.isFinal,
    payments: paymentKeys(evidence),
  };
}

/** An alert's own copy of a payment. */
export function paymentColumns(chainId: number, { block, transfer }: SupportingTransfer) {
  return {
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
  };
}
