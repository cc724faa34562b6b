import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Stored, StoredAlert, StoredEvent, StoredEvidence } from "./stored.ts";

const LOOKBACKS = /^lookback-/;
const CAIP2 = "eip155:31337";

/** A transfer as a subscriber who only reads events knows it. */
interface Told {
  key: string;
  block: number;
  logIndex: number;
  isFinal: boolean;
  /** The state sequence in which it last moved: two twins in one transaction move one after the other. */
  movedAt: number;
}

type Change = AlertEventPayload["transfers"][number];

/**
 * Whoever folds the stream of events arrives at what the tables say: everything told, once, and in order.
 * @param mayTakeBackFinal the chain was rewritten below what it had called final
 */
export async function checkEvents(stored: Stored, mayTakeBackFinal: boolean): Promise<string[]> {
  const events = Map.groupBy(await stored.events(), (event) => event.alert);
  const evidence = Map.groupBy(await stored.evidence(), (row) => row.alert);
  const openings = new Map<string, string>();
  const hasMends = (await stored.rewinds()).some(({ cause }) => cause === "mend");
  const violations: string[] = [];
  for (const alert of await stored.alerts()) {
    const say = (text: string) => violations.push(`events of ${alert.id.slice(0, 12)}: ${text}`);
    const own = events.get(alert.id) ?? [];
    const told = foldEvents(own, mayTakeBackFinal, say);
    compareEnd(alert, own, told, evidence.get(alert.id) ?? [], say);
    // A lookback names entry and version beside the subject, and two entries may be of one address.
    // A lie may have hidden an earlier payment of the transaction, and so given this one the wrong name.
    if (hasMends || LOOKBACKS.test(alert.heuristic)) continue;
    const opening = `${alert.heuristic} ${alert.subject} ${openingOf(own)}`;
    const earlier = openings.get(opening);
    if (earlier !== undefined) say(`alert ${earlier} was opened by the same payment`);
    openings.set(opening, alert.id);
  }
  return violations;
}

function foldEvents(events: readonly StoredEvent[], mayTakeBackFinal: boolean, say: (text: string) => void): Told[] {
  let told: Told[] = [];
  let isOpen = false;
  for (const { kind, revision, stateSeq, payload } of events) {
    if (!AlertEventPayload.safeParse(payload).success) say(`the payload of ${kind} is not what the contract says`);
    if (payload.revision !== revision || payload.stateSeq !== stateSeq || payload.type !== `alert.${kind}`) {
      say(`the payload of ${kind} contradicts its row`);
    }
    if ((kind === "created") === isOpen) say(`${kind} of an alert that was ${isOpen ? "open" : "not open"}`);
    isOpen = kind !== "withdrawn";
    // Later lists may take back what the chain called final; nothing else may.
    const sayFinal = mayTakeBackFinal || payload.rescreen !== undefined ? () => {} : say;
    for (const change of payload.transfers) told = applyChange(told, change, stateSeq, say, sayFinal);
    if (kind === "withdrawn" && told.length > 0) say(`withdrawn with ${told.length} transfers left`);
  }
  return told;
}

function applyChange(
  told: readonly Told[],
  change: Change,
  stateSeq: number,
  say: (text: string) => void,
  sayFinal: (text: string) => void,
): Told[] {
  const { block, logIndex } = change;
  const key = [change.transaction, change.token, change.sender, change.recipient, change.amount].join(" ");
  const isHere = (known: Told) => known.key === key && known.block === block && known.logIndex === logIndex;
  const place = { key, block, logIndex, isFinal: false, movedAt: stateSeq };
  switch (change.change) {
    case "added":
      if (told.some(isHere)) say(`${key} added twice`);
      return [...told, place];
    case "restated":
    case "moved": {
      const old = findMoved(told, change, key, stateSeq);
      if (change.change === "restated" && old?.block !== block) say(`${key} restated in another block`);
      if (old === undefined) say(`${key} moved, and was never there`);
      if (old?.isFinal) sayFinal(`${key} was final and moved`);
      return [...told.filter((known) => known !== old), place];
    }
    case "retracted": {
      const old = told.find(isHere);
      if (old === undefined) say(`${key} retracted, and was not there`);
      if (old?.isFinal) sayFinal(`${key} was final and is retracted`);
      return told.filter((known) => known !== old);
    }
    case "final": {
      const old = told.find(isHere);
      if (old === undefined) say(`${key} final, and was not there`);
      if (old?.isFinal) sayFinal(`${key} final twice`);
      return told.map((known) => (known === old ? { ...known, isFinal: true } : known));
    }
  }
}

/**
 * Which of the known transfers moved: the event does not give the ordinal that names it. Mostly one with the same
 * content; where a liar's answer was mended, the content is what changed.
 */
function findMoved(
  told: readonly Told[],
  { transaction, token, block, logIndex }: Change,
  key: string,
  stateSeq: number,
): Told | undefined {
  const candidates = told.filter(
    (known) => known.movedAt !== stateSeq && known.key.startsWith(`${transaction} ${token} `),
  );
  const isHere = (known: Told) => known.block === block && known.logIndex === logIndex;
  return candidates.find((known) => known.key === key) ?? candidates.find(isHere) ?? candidates[0];
}

function compareEnd(
  alert: StoredAlert,
  events: readonly StoredEvent[],
  told: readonly Told[],
  evidence: readonly StoredEvidence[],
  say: (text: string) => void,
): void {
  const last = events.at(-1);
  if (last === undefined) {
    say("there are none");
    return;
  }
  const { state, severity } = last.payload;
  if (state !== alert.state || severity !== alert.severity) {
    say(`the last says ${state} ${severity}, the alert is ${alert.state} ${alert.severity}`);
  }
  const revision = events.findLast(({ kind }) => kind !== "final")?.revision;
  if (revision !== alert.revision) say("the last revision told is not the alert's");
  const have = told
    .map(({ key, block, logIndex, isFinal }) => `${key} ${block} ${logIndex} ${isFinal}`.toLowerCase())
    .sort();
  const want = evidence
    .map((row) => {
      const caip10 = (address: string) => `${CAIP2}:${address}`;
      const parties = [caip10(row.token), caip10(row.sender), caip10(row.recipient)];
      return `${row.tx} ${parties.join(" ")} ${row.amount} ${row.block} ${row.logIndex} ${row.isFinal}`;
    })
    .sort();
  if (have.join("\n") !== want.join("\n")) {
    say(
      `they add up to other evidence than there is:\n  told ${have.join("\n       ")}\n  is   ${want.join("\n       ")}`,
    );
  }
}

/** The payment that opened it, by a name that survives reorgs. */
function openingOf(events: readonly StoredEvent[]): string {
  const first = events[0]?.payload.transfers.find(({ change }) => change !== "retracted");
  // Of two payments of one transaction other lists may judge the one and not the other.
  return `${first?.transaction} ${first?.token} ${first?.ordinal}`;
}
