import { type Alert, type Evidence, transferName } from "./alert.ts";
import { contentHash } from "./content-hash.ts";
import type { Hash } from "./hex.ts";

export type AlertEventKind = "created" | "updated" | "final" | "withdrawn";

/**
 * `moved`: the same payment, now in another block. `restated`: the same payment in the same block, told anew because a
 * mend changed what had been read of it, because it was screened again with later inputs, or because of what the alert
 * holds before it.
 */
export type EvidenceChange = "added" | "moved" | "restated" | "retracted" | "final";

/** Something a subscriber is told, once under one id. */
export interface AlertEvent {
  id: Hash;
  kind: AlertEventKind;
  /** The alert as it stood once this had happened. */
  alert: Alert;
  revision: Hash;
  changes: ReadonlyArray<{ change: EvidenceChange; evidence: Evidence }>;
}

/** Event id = hash(alert, content revision, state sequence). */
export function alertEventId({ id, stateSeq }: Pick<Alert, "id" | "stateSeq">, revision: Hash): Hash {
  return contentHash("redflag/event/1", [id, revision, stateSeq]);
}

function eventOf(kind: AlertEventKind, alert: Alert, revision: Hash, changes: AlertEvent["changes"]): AlertEvent {
  return { id: alertEventId(alert, revision), kind, alert, revision, changes };
}

/**
 * The news of one step for one alert. Each added payment is its own event, never coalesced; payments that a reorg took
 * away are told together; one that it took and gave back is told as moved, not as a withdrawal and an alarm; one that
 * came back exactly as it was is no news.
 * @param before as committed before the step; undefined for a new alert
 * @param after as this step leaves it
 */
export function alertEvents(
  before: Alert | undefined,
  after: Alert,
  removed: readonly Evidence[],
  added: readonly Evidence[],
): AlertEvent[] {
  const addedNames = new Set(added.map((evidence) => transferName(evidence.transfer)));
  const gone = removed
    .filter((evidence) => !addedNames.has(transferName(evidence.transfer)))
    .map((evidence) => ({ change: "retracted" as const, evidence }));
  if (after.state === "withdrawn") return [eventOf("withdrawn", after, after.revision, gone)];

  const removedByName = new Map(removed.map((evidence) => [transferName(evidence.transfer), evidence]));
  const news = added.flatMap((evidence) => {
    const old = removedByName.get(transferName(evidence.transfer));
    return old?.revision === evidence.revision ? [] : [{ change: changeFrom(old, evidence), evidence }];
  });
  const opens = before === undefined || before.state === "withdrawn";
  const events = news.map((change, index) => {
    const kind = opens && index === 0 ? "created" : "updated";
    return eventOf(kind, after, change.evidence.revision, index === 0 ? [...gone, change] : [change]);
  });
  if (news.length === 0 && gone.length > 0) events.push(eventOf("updated", after, after.revision, gone));
  return events;
}

function changeFrom(old: Evidence | undefined, evidence: Evidence): EvidenceChange {
  if (old === undefined) return "added";
  return old.block.hash === evidence.block.hash ? "restated" : "moved";
}

/** The news of an alert that a lookback raised: what it found is told together, because one entry brought it up. */
export function foundEvent(after: Alert, evidence: readonly Evidence[]): AlertEvent {
  return eventOf(
    "created",
    after,
    after.revision,
    evidence.map((row) => ({ change: "added", evidence: row })),
  );
}

/** The news that evidence can no longer be reorged away. `made` is not empty and in order. */
export function finalEvent(after: Alert, made: readonly Evidence[]): AlertEvent {
  const revision = made.at(-1)?.revision ?? after.revision;
  return eventOf(
    "final",
    after,
    revision,
    made.map((evidence) => ({ change: "final", evidence })),
  );
}
