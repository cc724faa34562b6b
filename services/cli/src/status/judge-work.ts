import type { CrossChain, SubscriberDeliveries, Work } from "@redflag/contract/http/routes/operations";
import { durationText } from "@redflag/domain/duration-text";
import { countOf } from "../count-text.ts";
import { ill, type StatusLine, well } from "./status-line.ts";
import type { StatusReadings } from "./status-readings.ts";
import { DELIVERY_LATE_WRONG_S, WORK_STUCK_S } from "./thresholds.ts";

/** What waits, what goes on, and what exchanges are owed. */
export function judgeWork(readings: StatusReadings): StatusLine[] {
  const { now, work, deliveries, crossChain } = readings;
  const stuck = work.flatMap((each) => stuckWork(each, now));
  const owed = deliveries.flatMap((each) => owedTroubles(each, now));
  return [
    ...stuck,
    ...(stuck.length === 0 ? [well("work", underWayText(readings))] : []),
    ...owed,
    ...(owed.length === 0 && deliveries.length > 0 ? [well("deliveries", deliveriesText(deliveries))] : []),
    ...crossChain.lanes.flatMap((lane) => bridgeTroubles(lane, readings)),
  ];
}

/** The feed waits until somebody reads it; lists that are due have their own line. */
const PATIENT: readonly Work["kind"][] = ["feed", "list_fetch"];
const NAMES = {
  repair: ["repair", "repairs", "ingest process that follows the chain"],
  lookback: ["lookback", "lookbacks", "screen process"],
  list_release: ["list version untold", "list versions untold", "API or notify process"],
  fan_out: ["event not sent", "events not sent", "notify process"],
} as const;

function stuckWork({ kind, chain, waiting, active = 0, oldestAt }: Work, now: Date): StatusLine[] {
  if (PATIENT.includes(kind) || !isNamed(kind) || waiting === 0 || active > 0 || oldestAt === undefined) return [];
  const ageS = (now.getTime() - Date.parse(oldestAt)) / 1_000;
  if (ageS <= WORK_STUCK_S) return [];
  const [one, many, who] = NAMES[kind];
  const of = chain === undefined ? "" : ` of ${chain}`;
  const text = `${countOf(waiting, one, many)}${of} for ${durationText(ageS)}: no ${who} takes it up`;
  return [ill("work_stuck", "look", { subject: "work", text, next: "redflag start", facts: { kind, chain, waiting } })];
}

function isNamed(kind: Work["kind"]): kind is keyof typeof NAMES {
  return kind in NAMES;
}

function underWayText({ work, inside }: StatusReadings): string {
  const sum = (kind: Work["kind"]) =>
    work.filter((each) => each.kind === kind).reduce((total, { waiting, active = 0 }) => total + waiting + active, 0);
  const backtests = (inside?.backtests.queued ?? 0) + (inside?.backtests.running ?? 0);
  const parts = [
    ...partOf(sum("lookback"), "lookback"),
    ...partOf(sum("repair"), "repair"),
    ...(work.some(({ kind }) => kind === "backfill")
      ? [`backfill (${countOf(sum("backfill"), "block")} to read)`]
      : []),
    ...partOf(backtests, "backtest"),
  ];
  return parts.length === 0 ? "nothing is under way beside the head" : `under way: ${parts.join(", ")}`;
}

function partOf(count: number, noun: string): string[] {
  return count === 0 ? [] : [countOf(count, noun)];
}

function owedTroubles(owed: SubscriberDeliveries, now: Date): StatusLine[] {
  const { name, sandbox, late, dead, oldestDueAt, subscriptions } = owed;
  const subject = sandbox ? `${name} (sandbox)` : name;
  const lines: StatusLine[] = [];
  const facts = { ...owed };
  const ageS = oldestDueAt === undefined ? 0 : (now.getTime() - Date.parse(oldestDueAt)) / 1_000;
  if (late > 0) {
    const state = ageS > DELIVERY_LATE_WRONG_S && !sandbox ? "wrong" : "look";
    const text = `${countOf(late, "delivery is", "deliveries are")} due and not sent, the oldest for ${durationText(ageS)}`;
    lines.push(ill("deliveries_late", state, { subject, text, next: "redflag start", facts }));
  }
  if (dead > 0) {
    const text = `${countOf(dead, "delivery was", "deliveries were")} given up within a day: it must read /v1/events, or replay`;
    lines.push(ill("deliveries_dead", sandbox ? "look" : "wrong", { subject, text, next: "tell the exchange", facts }));
  }
  const { disabled, failing } = subscriptions;
  if (disabled + failing > 0) {
    const parts = [...partOf(failing, "failing webhook"), ...partOf(disabled, "disabled webhook")];
    const text = `${parts.join(", ")}: what reaches it is what it reads itself`;
    lines.push(ill("subscription_off", "look", { subject, text, next: "tell the exchange", facts }));
  }
  return lines;
}

function deliveriesText(deliveries: readonly SubscriberDeliveries[]): string {
  const waiting = deliveries.reduce((total, each) => total + each.due + each.waiting, 0);
  const paused = deliveries.reduce((total, { subscriptions }) => total + subscriptions.paused, 0);
  const why = paused === 0 ? "" : `, ${countOf(paused, "webhook is", "webhooks are")} paused by its exchange`;
  return `${countOf(deliveries.length, "exchange is", "exchanges are")} sent webhooks; ${countOf(waiting, "delivery waits", "deliveries wait")}${why}`;
}

function bridgeTroubles({ chain, faults, faultText }: CrossChain["lanes"][number], { coverage }: StatusReadings) {
  if (faults === 0) return [];
  const subject = coverage.find((each) => each.chain === chain)?.name ?? chain;
  const first = faultText === undefined ? "" : `; the first: ${faultText}`;
  const text = `${countOf(faults, "event")} of bridges could not be followed${first}`;
  return [ill("bridge_unread", "look", { subject, text, next: "redflag doctor", facts: { faults } })];
}
