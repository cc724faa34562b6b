import { EventPayload } from "@redflag/contract/event-payload";
import type { Alert, Evidence } from "@redflag/domain/alert";
import { alertEventId, type EvidenceChange } from "@redflag/domain/alert-event";
import type { Finding } from "@redflag/domain/finding";
import { findingForExchanges, RULES_FOR_EXCHANGES } from "@redflag/domain/finding-for-exchanges";
import type { Hash } from "@redflag/domain/hex";
import type { Executor } from "@redflag/store/database";
import {
  findEvidenceOf,
  listEntriesForExchanges,
  listPaymentEvidence,
  type PlacedEvent,
} from "@redflag/store/feed-release";
import { listToldAlerts, listToldStandings, type ToldAlert, upsertToldAlert } from "@redflag/store/told-alert";
import { chainOf } from "../stored-chain.ts";
import { alertOfOne, settledPayload, toldPayload } from "./told-payload.ts";

/** An event as exchanges are to be told it. */
export interface ExchangeNews {
  eventId: Hash;
  payload: EventPayload;
  /** Whoever was not given this one, which may be itself, is not told. */
  openingId: Hash;
}

const COMING: ReadonlySet<EvidenceChange> = new Set(["added", "moved", "restated"]);

/**
 * What exchanges are told where staff were told this. Both are held to the evidence as it is now: what has gone before it could
 * be told is not told, and what was told and has gone is told to have.
 */
export async function exchangeNews(tx: Executor, event: PlacedEvent): Promise<ExchangeNews[]> {
  const payload = EventPayload.parse(event.payload);
  const news: ExchangeNews[] = [];
  const isCut = payload.moreTransfers > 0;
  const opensOrGrows = payload.type === "alert.created" || payload.type === "alert.updated";
  if (opensOrGrows && (isCut || payload.transfers.some(({ change }) => COMING.has(change)))) {
    // What came is the last of them, and beyond the end of those that were cut.
    const evidence = await findEvidenceOf(tx, event, isCut ? undefined : payload.transfers.at(-1)?.block);
    const finding = evidence && (await findKnown(tx, event, event.alert, evidence));
    if (finding !== undefined) {
      // The past, screened again, says nothing that was not said.
      news.push(...(await tell(tx, event.chainId, event.alert.id, finding, payload.rescreen === undefined)));
    }
  }
  const isShaken =
    payload.type === "alert.withdrawn" ||
    (opensOrGrows && (isCut || payload.transfers.some(({ change }) => change !== "added")));
  if (!isShaken && payload.type !== "alert.final") return news;
  const judgedAnew = new Set(payload.transfers.filter(({ change }) => change !== "added").map(paymentName));
  for (const standing of await listToldStandings(tx, [event.alert.id], isShaken ? [event.alert.id] : [])) {
    const { told, stands, isFinal } = standing;
    if (payload.type === "alert.final") {
      if (stands && isFinal && told.state === "provisional") news.push(await settle(tx, told, "final"));
    } else if (!stands || judgedAnew.has(toldName(told))) {
      news.push(...(await replaceOrWithdraw(tx, event, told)));
    }
  }
  return news;
}

function paymentName({ transaction, ordinal }: EventPayload["transfers"][number]): string {
  return `${transaction} ${ordinal}`;
}

/** The same without the token, as the other is: one more that is looked at changes nothing. */
function toldName({ payment: { txHash, txOrdinal } }: ToldAlert): string {
  return `${txHash} ${txOrdinal}`;
}

async function findKnown(
  tx: Executor,
  { chainId, writtenAt }: PlacedEvent,
  alert: Pick<Alert, "heuristic" | "subject">,
  evidence: Evidence,
): Promise<Finding | undefined> {
  const entries = await listEntriesForExchanges(tx, alert.subject, writtenAt);
  return findingForExchanges(chainOf(chainId), alert, evidence, entries);
}

/** @param isNews false where it is told only to whom it was told already, as it is now */
async function tell(
  tx: Executor,
  chainId: number,
  sourceId: Hash,
  finding: Finding,
  isNews: boolean,
): Promise<ExchangeNews[]> {
  const chain = chainOf(chainId);
  const found = alertOfOne(chain, finding);
  const before = (await listToldAlerts(tx, [found.id])).get(found.id);
  const last = before && EventPayload.parse(before.payload);
  const stands = before !== undefined && before.state !== "withdrawn";
  if (!stands && !isNews) return [];
  if (stands && last?.revision === found.revision) {
    // Another alert of staff's holds it now, of which an exchange sees nothing.
    if (before.sourceId !== sourceId) await upsertToldAlert(tx, { ...before, sourceId });
    return [];
  }
  const alert = { ...found, stateSeq: last === undefined ? 0 : last.stateSeq + 1 };
  const isSameBlock = before?.blockHash === finding.block.hash;
  const payload = stands
    ? toldPayload(chain, alert, finding, "alert.updated", isSameBlock ? "restated" : "moved")
    : toldPayload(chain, alert, finding, "alert.created", "added");
  const eventId = alertEventId(alert, alert.revision);
  const openingId = stands ? before.openingId : eventId;
  const { transfer, block } = finding;
  await upsertToldAlert(tx, {
    id: alert.id,
    sourceId,
    chainId,
    blockNumber: block.number,
    blockHash: block.hash,
    payment: transfer,
    state: "provisional",
    openingId,
    payload,
  });
  return [{ eventId, payload, openingId }];
}

/** It is withdrawn, unless what staff's alerts have of the payment now, this one or another, still says it to exchanges. */
async function replaceOrWithdraw(tx: Executor, event: PlacedEvent, told: ToldAlert): Promise<ExchangeNews[]> {
  const others = await listPaymentEvidence(tx, told, event.alert.subject, RULES_FOR_EXCHANGES);
  for (const { alert, evidence } of others) {
    const finding = await findKnown(tx, event, alert, evidence);
    if (finding !== undefined && alertOfOne(chainOf(told.chainId), finding).id === told.id) {
      return tell(tx, told.chainId, alert.id, finding, false);
    }
  }
  return [await settle(tx, told, "withdrawn")];
}

async function settle(tx: Executor, told: ToldAlert, state: "final" | "withdrawn"): Promise<ExchangeNews> {
  const payload = settledPayload(EventPayload.parse(told.payload), state);
  await upsertToldAlert(tx, { ...told, state, payload });
  const alert = { id: told.id, stateSeq: payload.stateSeq };
  return { eventId: alertEventId(alert, payload.revision as Hash), payload, openingId: told.openingId };
}
