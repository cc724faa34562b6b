import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Evidence } from "@redflag/domain/alert";
import { alertEventId, type EvidenceChange } from "@redflag/domain/alert-event";
import type { ListedEntry } from "@redflag/domain/entry";
import type { Finding } from "@redflag/domain/finding";
import { findingForExchanges, RULES_FOR_EXCHANGES } from "@redflag/domain/finding-for-exchanges";
import { issuerFreeze } from "@redflag/domain/heuristics/issuer-freeze";
import type { Hash } from "@redflag/domain/hex";
import type { Executor } from "@redflag/store/database";
import {
  findAddedPayment,
  type KnownEntry,
  listEntriesForExchanges,
  listPaymentEvidence,
  type NamedPayment,
  type PlacedEvent,
} from "@redflag/store/feed-release";
import {
  listToldAlerts,
  listToldOfPayments,
  listToldOfSource,
  type ToldAlert,
  upsertToldAlert,
} from "@redflag/store/told-alert";
import { chainOf } from "../stored-chain.ts";
import { alertOfOne, settledPayload, toldPayload } from "./told-payload.ts";

/** An event as exchanges are to be told it. */
export interface ExchangeNews {
  eventId: Hash;
  payload: AlertEventPayload;
  /** Whoever was not given this one, which may be itself, is not told. */
  openingId: Hash;
}

/** What exchanges knew of a payment when it was judged as it stands now, and by which of staff's alerts. */
interface Standing {
  finding: Finding;
  /** The same of the entries alone of which they still may know. */
  sayable: Finding | undefined;
  sourceId: Hash;
  evidence: Evidence;
}

const COMING: ReadonlySet<EvidenceChange> = new Set(["added", "moved", "restated"]);

/**
 * What exchanges are told where staff were told this. Both are held to what there is of each payment now, in whatever alert of
 * staff's: what has gone before it could be told is not told, and what was told and has gone is told to have.
 */
export async function exchangeNews(tx: Executor, event: PlacedEvent): Promise<ExchangeNews[]> {
  const payload = AlertEventPayload.parse(event.payload);
  if (payload.type === "alert.final") return finalNews(tx, event, payload);
  const news: ExchangeNews[] = [];
  for (const payment of await listComing(tx, event, payload)) {
    for (const standing of (await listStandings(tx, event, payment)).values()) {
      // The past, screened again, says nothing that was not said; nor does an entry that came after this was judged.
      const isNews = payload.rescreen === undefined && (await isSayable(tx, event, standing));
      news.push(...(await tell(tx, event.chainId, standing, isNews)));
    }
  }
  if (payload.type !== "alert.withdrawn" && payload.transfers.every(({ change }) => change === "added")) return news;
  for (const told of await listTold(tx, event, payload)) {
    const standing = (await listStandings(tx, event, told.payment)).get(told.id);
    if (standing === undefined) news.push(await settle(tx, told, "withdrawn"));
    else news.push(...(await tell(tx, event.chainId, standing, false)));
  }
  return news;
}

async function finalNews(tx: Executor, event: PlacedEvent, payload: AlertEventPayload): Promise<ExchangeNews[]> {
  const named = new Set(payload.transfers.map(({ transaction, ordinal }) => `${transaction} ${ordinal}`));
  const news: ExchangeNews[] = [];
  for (const told of await listTold(tx, event, payload)) {
    if (told.state !== "provisional") continue;
    const standing = (await listStandings(tx, event, told.payment)).get(told.id);
    const { txHash, txOrdinal } = told.payment;
    // Another alert of staff's may hold it now, and not be final yet: what was said of it holds all the same.
    if (standing && (named.has(`${txHash} ${txOrdinal}`) || standing.evidence.isFinal)) {
      news.push(await settle(tx, told, "final"));
    }
  }
  return news;
}

function namedPayments({ transfers }: Pick<AlertEventPayload, "transfers">): NamedPayment[] {
  return transfers.map(({ transaction, ordinal }) => ({ txHash: transaction as Hash, txOrdinal: ordinal }));
}

async function listComing(tx: Executor, event: PlacedEvent, payload: AlertEventPayload): Promise<NamedPayment[]> {
  const coming = namedPayments({ transfers: payload.transfers.filter(({ change }) => COMING.has(change)) });
  // What came stands behind what went, of which there was too much to name.
  const added = payload.moreTransfers > 0 ? await findAddedPayment(tx, event) : undefined;
  return added === undefined ? coming : [...coming, added];
}

/** What was told of the payments that an event is about. */
async function listTold(tx: Executor, event: PlacedEvent, payload: AlertEventPayload): Promise<ToldAlert[]> {
  const told = await listToldOfPayments(tx, event.chainId, namedPayments(payload));
  const others = payload.moreTransfers > 0 ? await listToldOfSource(tx, event.alert.id) : [];
  return [...new Map([...told, ...others].map((one) => [one.id, one])).values()].filter((one) => {
    const { subject, heuristic } = AlertEventPayload.parse(one.payload);
    return subject === payload.subject && isOfFreezes(heuristic) === isOfFreezes(payload.heuristic);
  });
}

/** Freezes and listings have nothing to do with each other, as the rules of listings have. */
function isOfFreezes(heuristic: string): boolean {
  return heuristic === issuerFreeze.id;
}

/** By the ids that exchanges know. */
async function listStandings(
  tx: Executor,
  { chainId, alert: { subject, heuristic } }: PlacedEvent,
  payment: NamedPayment,
): Promise<Map<Hash, Standing>> {
  const chain = chainOf(chainId);
  const standings = new Map<Hash, Standing>();
  for (const { alert, evidence, judgedAt } of await listPaymentEvidence(
    tx,
    chainId,
    payment,
    subject,
    RULES_FOR_EXCHANGES,
  )) {
    if (isOfFreezes(alert.heuristic) !== isOfFreezes(heuristic)) continue;
    const known = await listEntriesForExchanges(tx, subject, judgedAt);
    const finding = findingForExchanges(chain, alert, evidence, known.map(entryOf));
    if (finding === undefined) continue;
    const sayable = findingForExchanges(chain, alert, evidence, known.filter(isStillShared).map(entryOf));
    standings.set(alertOfOne(chain, finding).id, { finding, sayable, sourceId: alert.id, evidence });
  }
  return standings;
}

/** Whether it could have been told when the event was written, and still can. */
async function isSayable(
  tx: Executor,
  { chainId, alert, writtenAt }: PlacedEvent,
  { finding, sayable, evidence }: Standing,
): Promise<boolean> {
  if (sayable?.heuristic !== finding.heuristic) return false;
  const known = (await listEntriesForExchanges(tx, alert.subject, writtenAt)).filter(isStillShared).map(entryOf);
  return findingForExchanges(chainOf(chainId), alert, evidence, known)?.heuristic === finding.heuristic;
}

function entryOf({ entry }: KnownEntry): ListedEntry {
  return entry;
}

function isStillShared({ isStillShared }: KnownEntry): boolean {
  return isStillShared;
}

/** @param isNews false where it is told only to whom it was told already, as it is now */
async function tell(
  tx: Executor,
  chainId: number,
  { finding: known, sayable, sourceId }: Standing,
  isNews: boolean,
): Promise<ExchangeNews[]> {
  const chain = chainOf(chainId);
  // Of what stands on nothing that may still be said, only that the payment moved: it says the same once more.
  const finding = sayable?.heuristic === known.heuristic ? sayable : known;
  const found = alertOfOne(chain, finding);
  const before = (await listToldAlerts(tx, [found.id])).get(found.id);
  const last = before && AlertEventPayload.parse(before.payload);
  const stands = before !== undefined && before.state !== "withdrawn";
  if (!stands && !isNews) return [];
  if (stands && (last?.revision === found.revision || last?.revision === alertOfOne(chain, known).revision)) {
    // Another alert of staff's may hold it now, of which an exchange sees nothing.
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

async function settle(tx: Executor, told: ToldAlert, state: "final" | "withdrawn"): Promise<ExchangeNews> {
  const payload = settledPayload(AlertEventPayload.parse(told.payload), state);
  await upsertToldAlert(tx, { ...told, state, payload });
  const alert = { id: told.id, stateSeq: payload.stateSeq };
  return { eventId: alertEventId(alert, payload.revision as Hash), payload, openingId: told.openingId };
}
