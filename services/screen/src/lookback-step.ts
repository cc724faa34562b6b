import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { ListedEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import type { LookbackAlert } from "@redflag/domain/lookback-alert";
import { placeAlerts } from "@redflag/store/alert-group-write";
import { listAlertsById } from "@redflag/store/alert-read";
import { insertEvidence, upsertAlerts } from "@redflag/store/alert-write";
import type { BlockSpan } from "@redflag/store/block-span";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { getEpochInputs } from "@redflag/store/epoch";
import { insertEvents } from "@redflag/store/event-write";
import { findLane, findLaneForUpdate, type Lane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import {
  findLookback,
  findNextLookback,
  type Lookback,
  tryLookbackLock,
  updateLookback,
} from "@redflag/store/lookback";
import { countNewEntries, getVersionTime, listNewEntries, type NewEntryFilter } from "@redflag/store/lookback-entry";
import { listActiveAddresses } from "@redflag/store/lookback-transfer";
import { findRewindAfter } from "@redflag/store/rewind";
import { inTransaction } from "@redflag/store/transaction";
import { payloadOf } from "./event-payload.ts";
import { lookAtEntries } from "./lookback-entry.ts";
import { LookbackPast } from "./lookback-past.ts";
import type { PastMemory } from "./past-memory.ts";
import type { ScreenDeps } from "./screen-head.ts";

export type LookbackStep =
  | { kind: "idle" }
  /** The lane or the ledger below it moved meanwhile: nothing was written, it is to be tried again. */
  | { kind: "overtaken" }
  | { kind: "looked"; lookback: Lookback; alerts: number; isFinished: boolean };

/**
 * What one step does at most, but for the last entries that are read together: some of a second's reading, and little to
 * write. The lane waits while that is written, and for this thread. Ours [E].
 */
const ENTRIES_PER_STEP_MAX = 500;
const TRANSFERS_PER_STEP_MAX = 20_000;
const ALERTS_PER_STEP_MAX = 100;
/** Entries whose past is read together. */
const ENTRIES_TOGETHER = 10;

class Overtaken extends Error {}

/**
 * One step of the oldest lookback of a chain whose blocks are all final, one transaction: looks at the next new entries,
 * and commits what they give with how far it has come. It reads without the lane, and holds it only to write;
 * what it read was final, and is thrown away if that turns out to be untrue.
 */
export async function stepLookback(deps: ScreenDeps, chain: Chain): Promise<LookbackStep> {
  const step = async (tx: Executor): Promise<LookbackStep> => {
    if (!(await tryLookbackLock(tx, chain.id))) return { kind: "idle" };
    const lane = await findLane(tx, chain.id);
    if (lane === undefined || lane.stopped !== undefined) return { kind: "idle" };
    const lookback = await findNextLookback(tx, chain.id, lane.finalPosition);
    if (lookback === undefined) return { kind: "idle" };
    const cut = await findCut(tx, chain.id);
    const droppedUpTo = cut?.block ?? -1;
    const { alerts, ...looked } = await lookFurther(tx, deps, chain, lane, lookback, droppedUpTo);
    // Before anything is written: what stands on the same payments as the lane's wants the same proofs, and who comes second waits.
    await lockLedger(tx, chain.id, "shared");
    await holdLaneAsItWas(tx, lane, lookback, cut?.block);
    const added = await insertAlerts(tx, chain, alerts);
    const told = added.flatMap(({ events }) => events.map((event) => ({ event, payload: payloadOf(chain, event) })));
    const placed = added.map(({ alert, evidence }) => ({ alert, added: evidence, isShrunk: false }));
    await placeAlerts(tx, chain.id, placed);
    await insertEvents(tx, told);
    const after = { ...looked.lookback, alertCount: lookback.alertCount + alerts.length };
    await updateLookback(tx, after, looked.isFinished);
    return { kind: "looked", lookback: after, alerts: alerts.length, isFinished: looked.isFinished };
  };
  try {
    return await inTransaction(deps.db, step);
  } catch (error) {
    if (error instanceof Overtaken) return { kind: "overtaken" };
    throw error;
  }
}

interface Looked {
  lookback: Lookback;
  alerts: LookbackAlert[];
  isFinished: boolean;
}

async function lookFurther(
  tx: Executor,
  { inputs: cache }: ScreenDeps,
  chain: Chain,
  { rewindSeq }: Lane,
  lookback: Lookback,
  droppedUpTo: number,
): Promise<Looked> {
  const { listId, version, heldVersion, params, to } = lookback;
  const inputs = await getEpochInputs(tx, chain.id, lookback.epochSeq);
  const inForce = inputs.lists[listId] ?? version;
  const filter: NewEntryFilter = { listId, version, heldVersion, family: chain.family, inForce };
  const { afterEntry, doneCount } = lookback;
  const entryCount = lookback.entryCount ?? doneCount + (await countNewEntries(tx, filter, afterEntry));
  const from = Math.max(lookback.from, droppedUpTo + 1);
  const bounds = from > lookback.from && entryCount > 0 ? [`retention has dropped blocks up to ${droppedUpTo}`] : [];
  const begun = { ...lookback, from, entryCount };
  if (from > to) return { lookback: withProgress(begun, undefined, 0, bounds), alerts: [], isFinished: true };

  const page = await listNewEntries(tx, filter, { after: afterEntry, limit: ENTRIES_PER_STEP_MAX });
  const span = { from, to };
  const memory = cache.pasts.of({ chainId: chain.id, ...span, rewindSeq, droppedUpTo, params });
  const active = await findActive(tx, chain, page, span, memory);
  const alerts: LookbackAlert[] = [];
  let done = page.length;
  if (active.size > 0) {
    const [matcher, rates] = [await cache.matcherFor(tx, inputs), await cache.ratesFor(tx, inputs)];
    const past = await LookbackPast.open(tx, { chain, span, params, matcher, rates, memory });
    const addedAt = await getVersionTime(tx, lookback);
    const causeOf = ({ entryId }: ListedEntry) => ({ list: listId, listVersion: version, entryId, addedAt });
    const found = page.flatMap((entry, index) => (active.has(entry.address) ? [{ entry, index }] : []));
    for (let from = 0; from < found.length; ) {
      const entries = found.slice(from, from + ENTRIES_TOGETHER).map(({ entry }) => entry);
      const looked = await lookAtEntries(past, entries, causeOf, TRANSFERS_PER_STEP_MAX);
      alerts.push(...looked.alerts);
      bounds.push(...looked.bounds);
      from += looked.count;
      if (past.rowCount < TRANSFERS_PER_STEP_MAX && alerts.length < ALERTS_PER_STEP_MAX) continue;
      done = from < found.length ? (found[from - 1]?.index ?? 0) + 1 : page.length;
      break;
    }
  }
  const isFinished = done === page.length && page.length < ENTRIES_PER_STEP_MAX;
  return { lookback: withProgress(begun, page[done - 1], done, bounds), alerts, isFinished };
}

/** Those of the entries' addresses that the stretch holds anything of. */
async function findActive(
  tx: Executor,
  chain: Chain,
  entries: readonly ListedEntry[],
  span: BlockSpan,
  memory: PastMemory,
): Promise<Set<Address>> {
  const addresses = [...new Set(entries.map(({ address }) => address))];
  const unknown = addresses.filter((address) => !memory.active.has(address));
  const found = await listActiveAddresses(tx, chain.id, unknown, span);
  const active = new Set(addresses.filter((address) => memory.active.get(address) ?? found.has(address)));
  memory.active = new Map(addresses.map((address) => [address, active.has(address)]));
  return active;
}

function withProgress(
  lookback: Lookback,
  last: ListedEntry | undefined,
  done: number,
  bounds: readonly string[],
): Lookback {
  const boundText = lookback.boundText ?? bounds[0];
  return {
    ...lookback,
    doneCount: lookback.doneCount + done,
    boundCount: lookback.boundCount + bounds.length,
    ...(boundText !== undefined && { boundText }),
    ...(last !== undefined && { afterEntry: last.entryId as Hash }),
  };
}

/** @returns those that did not stand: what was said before stays as it is */
async function insertAlerts(tx: Executor, chain: Chain, alerts: readonly LookbackAlert[]): Promise<LookbackAlert[]> {
  const standing = await listAlertsById(
    tx,
    alerts.map(({ alert }) => alert.id),
  );
  const added = alerts.filter(({ alert }) => !standing.has(alert.id));
  await upsertAlerts(
    tx,
    chain.id,
    added.map(({ alert }) => alert),
  );
  await insertEvidence(
    tx,
    chain.id,
    added.flatMap(({ alert, evidence }) => evidence.map((row) => ({ alertId: alert.id, evidence: row }))),
  );
  return added;
}

/**
 * Holds the lane, and makes sure that what was read below it is what the lane stands on: the blocks still final and none
 * replaced, nothing dropped, and the lookback asked for as it was.
 */
async function holdLaneAsItWas(tx: Executor, before: Lane, lookback: Lookback, cutBlock: number | undefined) {
  const lane = await findLaneForUpdate(tx, before.chainId);
  const isFinal = lane !== undefined && lane.stopped === undefined && lane.finalPosition >= lookback.to;
  const rewind = await findRewindAfter(tx, before.chainId, before.rewindSeq);
  const isReplaced = rewind !== undefined && rewind.forkBlock < lookback.to;
  const isCut = (await findCut(tx, before.chainId))?.block !== cutBlock;
  const now = await findLookback(tx, lookback);
  const isSame =
    now?.to === lookback.to && now.epochSeq === lookback.epochSeq && now.afterEntry === lookback.afterEntry;
  if (!isFinal || isReplaced || isCut || !isSame) throw new Overtaken();
}
