import type { ListSource } from "@redflag/contract/http/routes/list-work";
import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { durationText } from "@redflag/domain/duration-text";
import { RATE_AGE_DAYS_MAX } from "@redflag/domain/rate-table";
import { countOf } from "../count-text.ts";
import { ill, type StatusLine, well } from "./status-line.ts";
import type { StatusReadings } from "./status-readings.ts";
import { LIST_AGE_INTERVALS, LIST_OVERDUE_S } from "./thresholds.ts";

const DAY_S = 86_400;

/** What is screened against: gates, ages, rates. */
export function judgeLists(readings: StatusReadings): StatusLine[] {
  const { lists, sources, now, inside } = readings;
  const troubles = [
    ...noEntries(readings),
    ...lists.flatMap(gateFailed),
    ...sources.flatMap((source) => sourceTroubles(source, now)),
    ...(inside === undefined
      ? []
      : [...unconfirmed(inside.proposals.unconfirmed), ...oldRates(inside.lastRateDay, now)]),
  ];
  if (troubles.length > 0) return troubles;
  const entries = lists.reduce((sum, list) => sum + (list.entries ?? 0), 0);
  const fetched = sources.length === 0 ? "none is fetched" : `${countOf(sources.length, "list")} fetched in time`;
  const open = inside?.proposals.open ?? 0;
  const waiting = open === 0 ? "" : `; ${countOf(open, "change")} to be decided`;
  const text = `${countOf(lists.length, "list")}, ${countOf(entries, "entry", "entries")}; ${fetched}${waiting}`;
  return [well("lists", text, { lists: lists.length, entries, open })];
}

function noEntries({ lists }: StatusReadings): StatusLine[] {
  if (lists.some(({ entries = 0 }) => entries > 0)) return [];
  const text = "no list has an entry: nothing would be found";
  return [ill("list_missing", "wrong", { subject: "lists", text, next: "redflag watchlist import --help" })];
}

function gateFailed({ id, held }: Watchlist): StatusLine[] {
  if (held === undefined) return [];
  const why = held.failures.map(({ text }) => text).join("; ");
  const stays = held.baseVersion === 0 ? "none is live" : `version ${held.baseVersion} stays live`;
  const text = `a newer version of ${countOf(held.entries, "entry", "entries")} is held back, ${stays}: ${why}`;
  return [ill("gate_failed", "wrong", { subject: id, text, next: "redflag watchlist list", facts: { held } })];
}

function sourceTroubles(
  { list, everySeconds, succeededAt, nextAttemptAt, failureCount, lastFailure }: ListSource,
  now: Date,
) {
  const sinceS = (time: string) => (now.getTime() - Date.parse(time)) / 1_000;
  const next = `redflag watchlist refresh ${list}`;
  const good = succeededAt === undefined ? "never confirmed yet" : `confirmed ${durationText(sinceS(succeededAt))} ago`;
  const every = `is to be every ${durationText(everySeconds)}`;
  const isOld = succeededAt !== undefined && sinceS(succeededAt) > LIST_AGE_INTERVALS * everySeconds;
  const failed =
    failureCount === 0 || lastFailure === undefined
      ? ""
      : `; failed ${countOf(failureCount, "time")}: ${lastFailure.detail.split("\n")[0]}`;
  const facts = { everySeconds, succeededAt, failureCount, lastFailure };
  if (isOld || failureCount > 0) {
    const text = `${good}, ${every}${failed}`;
    return [ill("list_old", isOld ? "wrong" : "look", { subject: list, text, next, facts })];
  }
  if (sinceS(nextAttemptAt) <= LIST_OVERDUE_S) return [];
  const text = `due for ${durationText(sinceS(nextAttemptAt))} and not fetched; ${good}`;
  return [ill("list_old", "look", { subject: list, text, next, facts })];
}

function unconfirmed(count: number): StatusLine[] {
  if (count === 0) return [];
  const text = `${countOf(count, "emergency change", "emergency changes")} by one person, which nobody else has confirmed`;
  return [ill("change_unconfirmed", "look", { subject: "lists", text, next: "redflag watchlist proposals" })];
}

function oldRates(lastDay: number | undefined, now: Date): StatusLine[] {
  if (lastDay === undefined) return [];
  const days = Math.floor(now.getTime() / 1_000 / DAY_S) - lastDay;
  if (days <= RATE_AGE_DAYS_MAX) return [];
  const text = `the newest is ${countOf(days, "day")} old: rules that need one are silent about other pegs`;
  return [ill("rates_old", "look", { subject: "rates", text, next: "redflag rates import --help", facts: { days } })];
}
