import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { AddressEntry } from "@redflag/domain/entry";
import { differences, thoseBeyond } from "./differences.ts";
import { type ExpectedAlert, type ExpectedEvidence, expectedAlerts, type OracleInputs } from "./oracle.ts";
import type { Stored, StoredLane } from "./stored.ts";

/** What exchanges were told of a payment, as its row has it. */
export interface StoredTold {
  alert: string;
  state: string;
  isLoose: boolean;
  payload: unknown;
}

/**
 * What stands of what exchanges were told is exactly what lists say that hold the shared entries and nothing else, an alert for each
 * payment; and whoever folds the events arrives there. Where the past was screened again, what came of it alone is not told.
 */
export async function checkTold(stored: Stored, lane: StoredLane, inputs: OracleInputs): Promise<string[]> {
  const told = await stored.told();
  const cut = await stored.cut();
  const standing = told
    .filter(({ state }) => state !== "withdrawn")
    .map(({ state, payload }) => rowOfPayload(AlertEventPayload.parse(payload), state))
    .filter(({ block }) => block > cut);
  const expected = expectedAlerts({ ...inputs, entries: sharedOf(inputs.entries) })
    .flatMap((alert) => alert.evidence.map((evidence) => rowOfEvidence(alert, evidence)))
    .filter(({ block }) => block > cut);
  const isAllNews = lane.generation === 1;
  return [
    ...told.filter(({ isLoose }) => isLoose).map(({ alert }) => `${alert} is told to exchanges and waited for`),
    ...differences(
      "told to exchanges",
      standing.sort(byText),
      (isAllNews ? expected : thoseBeyond(standing, [], expected)).sort(byText),
    ),
    ...checkToldEvents(told, await stored.toldEvents()),
  ];
}

function sharedOf(entries: OracleInputs["entries"]): Map<string, readonly AddressEntry[]> {
  const isShared = ({ sharing }: AddressEntry) => sharing === "TLP:GREEN" || sharing === "TLP:CLEAR";
  return new Map([...entries].map(([version, held]) => [version, held.filter(isShared)]));
}

function rowOfPayload({ heuristic, subject, severity, transfers }: AlertEventPayload, state: string) {
  const { transaction = "", block = 0, logIndex = 0 } = transfers[0] ?? {};
  return { heuristic, subject: accountOf(subject), severity, transaction, block, logIndex, state };
}

function rowOfEvidence({ heuristic, subject }: ExpectedAlert, { severity, transfer, isFinal }: ExpectedEvidence) {
  const { txHash: transaction, blockNumber: block, logIndex } = transfer;
  return { heuristic, subject, severity, transaction, block, logIndex, state: isFinal ? "final" : "provisional" };
}

function accountOf(caip10: string): string {
  return (caip10.split(":").at(-1) ?? "").toLowerCase();
}

function checkToldEvents(
  told: readonly StoredTold[],
  events: ReadonlyArray<{ id: string; payload: unknown }>,
): string[] {
  const faults: string[] = [];
  if (new Set(events.map(({ id }) => id)).size < events.length) faults.push("exchanges are told an event twice");
  const last = new Map<string, AlertEventPayload>();
  for (const payload of events.map((event) => AlertEventPayload.parse(event.payload))) {
    const before = last.get(payload.alert);
    const isOpen = before !== undefined && before.type !== "alert.withdrawn";
    if ((payload.type === "alert.created") === isOpen) {
      faults.push(`${payload.type} of ${payload.alert}, which exchanges know as ${before?.type ?? "nothing"}`);
    }
    if (payload.stateSeq <= (before?.stateSeq ?? -1)) faults.push(`${payload.alert} goes back to ${payload.stateSeq}`);
    last.set(payload.alert, payload);
  }
  const rows = told.map(({ payload }) => AlertEventPayload.parse(payload));
  return [...faults, ...differences("last told to exchanges", rows.sort(byText), [...last.values()].sort(byText))];
}

function byText(one: object, other: object): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
