import { dayText } from "@redflag/domain/rate-day";
import type { Rate } from "@redflag/domain/rate-table";
import type { RateGap } from "@redflag/lists/rate-gaps";
import type { RateListSummary } from "@redflag/store/rate";
import { countOf } from "./count-text.ts";

const DAYS_NAMED_MAX = 10;

/** "96 rates of 32 currencies, 2019-04-08 to 2019-04-10" */
export function ratesText(rates: readonly Rate[]): string {
  const days = rates.map(({ day }) => day);
  const first = days.reduce((a, b) => Math.min(a, b));
  const last = days.reduce((a, b) => Math.max(a, b));
  return `${countsText(rates.length, new Set(rates.map(({ currency }) => currency)).size)}, ${spanText(first, last)}`;
}

/** "3 business days have no row (public holidays have none): 2019-04-19, …": the newest, since they matter most. */
export function missingDaysText(days: readonly number[]): string {
  const named = days.slice(-DAYS_NAMED_MAX).map(dayText).join(", ");
  const which = days.length > DAYS_NAMED_MAX ? `the newest ${DAYS_NAMED_MAX}: ${named}` : named;
  const have = days.length === 1 ? "has" : "have";
  return `${countOf(days.length, "business day")} ${have} no row, as public holidays have none; ${which}`;
}

export function gapText({ currency, fromDay, toDay }: RateGap): string {
  const until = toDay === undefined ? " on" : toDay === fromDay ? "" : ` to ${dayText(toDay)}`;
  const from = toDay === fromDay ? "on" : "from";
  return `no rate for ${currency} ${from} ${dayText(fromDay)}${until}: rules that need this rate are silent then`;
}

/** Undefined where no rate is of a day after this one, as a year that was mistyped is. */
export function futureText(rates: readonly Rate[], today: number): string | undefined {
  const last = rates.map(({ day }) => day).reduce((a, b) => Math.max(a, b));
  return last > today ? `there are rates for days to come, up to ${dayText(last)}: is a year mistyped?` : undefined;
}

export function rateListText({
  id,
  seq,
  rateCount,
  currencies,
  firstDay,
  lastDay,
  source,
  importedAt,
}: RateListSummary) {
  const span = firstDay === undefined || lastDay === undefined ? "" : `, ${spanText(firstDay, lastDay)}`;
  const at = new Date(importedAt * 1000).toISOString();
  const counts = countsText(rateCount, currencies.length);
  return `${id}  version ${seq}, ${counts}${span}\n  ${currencies.join(" ")}\n  ${source}, ${at}`;
}

export function rateListJson({ firstDay, lastDay, ...list }: RateListSummary): object {
  return {
    ...list,
    ...(firstDay !== undefined && { firstDay: dayText(firstDay) }),
    ...(lastDay !== undefined && { lastDay: dayText(lastDay) }),
  };
}

/** "TRY on 2026-01-05: 50.1 for 1 EUR, the rate of 2026-01-02, 3 days old" */
export function usedRateText({ currency, day, perEur }: Rate, askedDay: number): string {
  const age =
    askedDay === day ? "that day's rate" : `the rate of ${dayText(day)}, ${countOf(askedDay - day, "day")} old`;
  return `${currency} on ${dayText(askedDay)}: ${perEur} for 1 EUR, ${currency === "EUR" ? "by definition" : age}`;
}

function countsText(rateCount: number, currencyCount: number): string {
  return `${countOf(rateCount, "rate")} of ${countOf(currencyCount, "currency", "currencies")}`;
}

function spanText(first: number, last: number): string {
  return first === last ? dayText(first) : `${dayText(first)} to ${dayText(last)}`;
}
