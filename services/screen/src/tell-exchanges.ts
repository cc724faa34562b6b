import assert from "node:assert/strict";
import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Alert } from "@redflag/domain/alert";
import { alertEventId } from "@redflag/domain/alert-event";
import type { Chain } from "@redflag/domain/chain";
import type { ToldFinding } from "@redflag/domain/finding-for-exchanges";
import { FREEZE_LIST } from "@redflag/domain/freeze-book";
import type { Hash } from "@redflag/domain/hex";
import type { Said } from "@redflag/runtime/tracing/step";
import { findWatermark } from "@redflag/store/coverage-read";
import type { Executor } from "@redflag/store/database";
import {
  insertToldEvents,
  type LooseCause,
  listStandingTold,
  listToldAlerts,
  listToldGone,
  listToldToFinalize,
  loosenToldAbove,
  type ToldAlert,
  type ToldEvent,
  upsertToldAlerts,
} from "@redflag/store/told-alert";
import { alertOfOne, finalPayload, toldPayload, withdrawnPayload } from "./told-payload.ts";

/*
 * What exchanges are told beside what staff are told, in the lane's own transactions. All of it follows from the ledger and from what
 * they may know of lists: an internal entry that makes the lane cut its steps otherwise, or say more, changes nothing here.
 */

interface Found {
  finding: ToldFinding;
  /** That it is by itself. */
  alert: Alert;
}

interface News {
  told: ToldAlert;
  event: ToldEvent;
  /** The block at which it is so. */
  block: number;
}

/** After a rewind: what stood above the fork is waited for until the lane is past what the ledger has now. */
export async function loosenTold(tx: Executor, { id }: Chain, forkBlock: number, cause: LooseCause): Promise<void> {
  const until = await findWatermark(tx, id, forkBlock + 1);
  await loosenToldAbove(tx, id, forkBlock, { until, cause });
}

/**
 * Tells what was found in blocks that the lane has screened up to `head`, in the ledger's order, and of what a rewind took and
 * did not give back up to there that it is gone.
 * @param findings `findingsForExchanges`
 * @returns what was said
 */
export async function tellFindings(
  tx: Executor,
  chain: Chain,
  findings: readonly ToldFinding[],
  head: number,
): Promise<Said[]> {
  const found = byAlert(chain, findings);
  const before = found.size === 0 ? new Map<Hash, ToldAlert>() : await listToldAlerts(tx, found.keys());
  const news: News[] = [];
  const asTold: ToldAlert[] = [];
  for (const [id, one] of found) {
    let told = before.get(id);
    if (told?.loose !== undefined && told.loose.until < one.finding.block.number) {
      // It came too late, as if the lane had stopped in between.
      const late = gone(told);
      news.push(late);
      told = late.told;
    }
    const changed =
      told === undefined || told.state === "withdrawn" ? opened(chain, one, told) : moved(chain, one, told);
    if (changed !== undefined) news.push(changed);
    else if (told?.loose !== undefined) asTold.push(asStanding(told));
  }
  for (const told of await listToldGone(tx, chain.id, head)) {
    if (!found.has(told.id)) news.push(gone(told));
  }
  await upsertToldAlerts(tx, asTold);
  await write(
    tx,
    news.sort((one, other) => one.block - other.block),
  );
  return news.map(saidOf);
}

/** Tells that what stands up to there is final. Returns what was said. */
export async function finalizeTold(tx: Executor, { id }: Chain, upTo: number): Promise<Said[]> {
  const news = (await listToldToFinalize(tx, id, upTo)).map((told) => asFinal(told));
  await write(tx, news);
  return news.map(saidOf);
}

/**
 * The past, screened again from this block on, tells nothing that was not told; what was told is told anew where it is otherwise
 * now, and withdrawn where it is not so any more.
 */
export async function retellPast(
  tx: Executor,
  chain: Chain,
  findings: readonly ToldFinding[],
  fromBlock: number,
): Promise<void> {
  const found = byAlert(chain, findings);
  const news: News[] = [];
  for (const told of await listStandingTold(tx, chain.id, fromBlock)) {
    const one = found.get(told.id);
    const changed = one === undefined ? unsaid(told) : moved(chain, one, told);
    if (changed !== undefined) news.push(changed);
  }
  await write(tx, news);
}

/** A payment that a subject makes to itself is one. */
function byAlert(chain: Chain, findings: readonly ToldFinding[]): Map<Hash, Found> {
  const found = new Map<Hash, Found>();
  for (const finding of findings) {
    const alert = alertOfOne(chain, finding);
    if (!found.has(alert.id)) found.set(alert.id, { finding, alert });
  }
  return found;
}

async function write(tx: Executor, news: readonly News[]): Promise<void> {
  await upsertToldAlerts(
    tx,
    news.map(({ told }) => told),
  );
  await insertToldEvents(
    tx,
    news.map(({ event }) => event),
  );
}

function saidOf({ told, event }: News): Said {
  return { block: told.blockNumber, facts: { alert: told.id, event: event.eventId, audience: "exchanges" } };
}

function opened(chain: Chain, { finding, alert: found }: Found, before: ToldAlert | undefined): News {
  const stateSeq = before === undefined ? 0 : payloadOf(before).stateSeq + 1;
  const alert = { ...found, stateSeq };
  const payload = toldPayload(chain, alert, finding, "alert.created", "added");
  const eventId = alertEventId(alert, alert.revision);
  return said(chain, finding, payload, eventId, eventId);
}

/** Undefined where it is as it was told. */
function moved(chain: Chain, { finding, alert: found }: Found, before: ToldAlert): News | undefined {
  const last = payloadOf(before);
  if (last.revision === found.revision) return undefined;
  const alert = { ...found, stateSeq: last.stateSeq + 1 };
  const change = before.blockHash === finding.block.hash ? "restated" : "moved";
  const payload = toldPayload(chain, alert, finding, "alert.updated", change);
  return said(chain, finding, payload, alertEventId(alert, alert.revision), before.openingId);
}

function said(chain: Chain, finding: ToldFinding, payload: AlertEventPayload, eventId: Hash, openingId: Hash): News {
  const { block, transfer, reasons, subject } = finding;
  const told: ToldAlert = {
    id: payload.alert as Hash,
    chainId: chain.id,
    blockNumber: block.number,
    blockHash: block.hash,
    payment: transfer,
    state: "provisional",
    openingId,
    payload,
  };
  const lists = reasons.flatMap(({ entry }) => (entry === undefined || entry.list === FREEZE_LIST ? [] : [entry.list]));
  return { told, event: { eventId, openingId, payload, standsOn: { subject, lists } }, block: block.number };
}

function asFinal(before: ToldAlert): News {
  return settled(before, finalPayload(payloadOf(before)), before.blockNumber);
}

/** What a rewind took for good. */
function gone(before: ToldAlert): News {
  assert(before.loose !== undefined, "only what a rewind took is gone");
  const { until, cause } = before.loose;
  return settled(before, withdrawnPayload(payloadOf(before), cause), until);
}

function unsaid(before: ToldAlert): News {
  return settled(before, withdrawnPayload(payloadOf(before), "lists_changed"), before.blockNumber);
}

function settled(before: ToldAlert, payload: AlertEventPayload, block: number): News {
  const told = { ...asStanding(before), state: payload.state, payload };
  const eventId = alertEventId({ id: told.id, stateSeq: payload.stateSeq }, payload.revision as Hash);
  return { told, event: { eventId, openingId: told.openingId, payload }, block };
}

function asStanding({ loose: _, ...told }: ToldAlert): ToldAlert {
  return told;
}

function payloadOf({ payload }: ToldAlert): AlertEventPayload {
  return AlertEventPayload.parse(payload);
}
