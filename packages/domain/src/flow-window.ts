import { isServiceAt } from "./fold-profiles.ts";
import { type Encounter, EVIDENCE_TRANSFERS_MAX, type TransferPlace } from "./heuristic.ts";
import { type DayBucket, type Direction, type Profile, RECENT_FLOWS_MAX, type RecentFlow } from "./profile.ts";
import { dayOf } from "./rate-day.ts";

export const HOUR_S = 3_600;
export const DAY_S = 86_400;

/** Those at or after a block time. `flows` in ledger order. */
export function flowsSince(flows: readonly RecentFlow[], time: number): readonly RecentFlow[] {
  let first = flows.length;
  while (first > 0 && (flows[first - 1] as RecentFlow).time >= time) first--;
  return first === 0 ? flows : flows.slice(first);
}

/**
 * There were more at or after that time than are remembered: the days' counts tell, taken from the start of its day. What
 * was issued or destroyed counts there too, so it may say so where nothing was forgotten, never the reverse.
 */
export function mayHaveForgotten(profile: Profile, direction: Direction, time: number): boolean {
  const flows = direction === "in" ? profile.recentIn : profile.recentOut;
  if (flows.length < RECENT_FLOWS_MAX) return false;
  const first = dayOf(time);
  const remembered = flowsSince(flows, first * DAY_S).length;
  let counted = 0;
  for (let at = profile.days.length - 1; at >= 0; at--) {
    const bucket = profile.days[at] as DayBucket;
    if (bucket.day < first) break;
    counted += bucket[direction].count;
    if (counted > remembered) return true;
  }
  return false;
}

/** Said of a count that `mayHaveForgotten` some. */
export function forgottenText(what: string, count: number): string {
  return `more ${what} than are remembered one by one: counted among the ${count} that are`;
}

/** The present transfer as its sender remembers it; undefined when it is no payment, or its sender is a known service. */
export function presentPayment({ profile, transfer }: Encounter): RecentFlow | undefined {
  const last = profile.recentOut.at(-1);
  return last !== undefined && isAt(last, transfer) ? last : undefined;
}

/** Why a rule about payers has nothing to say of a transfer without a present payment. */
export function noPaymentText({ sender, block }: Encounter): string {
  return isServiceAt(sender, block.time)
    ? "the sender is a known service, and a service's customers' payments are not its own"
    : "no payment between two parties: money was issued, destroyed, or moved to its own address";
}

export function placeOf({ blockNumber, logIndex }: RecentFlow): TransferPlace {
  return { blockNumber, logIndex };
}

/** Of what a finding counts besides the payment itself, in ledger order: the newest that it may name. */
export function supportingPlaces(others: readonly RecentFlow[]): TransferPlace[] {
  return others.slice(1 - EVIDENCE_TRANSFERS_MAX).map(placeOf);
}

export function inLedgerOrder(a: TransferPlace, b: TransferPlace): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}

/** Both known, and of one transaction: what was folded before transactions were taken down is never said to be. */
export function isOneTransaction(a: RecentFlow, b: RecentFlow): boolean {
  if (a.token === undefined || b.token === undefined) return false;
  return a.blockNumber === b.blockNumber && a.txFirstLog === b.txFirstLog;
}

function isAt(a: TransferPlace, b: TransferPlace): boolean {
  return a.blockNumber === b.blockNumber && a.logIndex === b.logIndex;
}
