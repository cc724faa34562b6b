import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import type { EvidenceRow } from "./evidence-rows.ts";

interface TimelinePayment {
  at: string;
  direction: "in" | "out";
  amount: string;
  currency: string;
}

/** The days that a lane remembers of an address, each at its noon: a sum of a day has no better time. */
export function paymentsOfDays(days: AddressFlows["days"]): TimelinePayment[] {
  return days.flatMap(({ day, in: received, out: paid }) => {
    const at = `${day}T12:00:00.000Z`;
    const told = (direction: "in" | "out", { sums }: typeof received) =>
      sums.map(({ amount, currency }) => ({ at, direction, amount, currency }));
    return [...told("in", received), ...told("out", paid)];
  });
}

/** The alert's own payments to and from its subject, in their tokens. */
export function paymentsOfRows(rows: readonly EvidenceRow[]): TimelinePayment[] {
  return rows.flatMap(({ time: at, direction, amount }) => {
    if (direction === "aside" || amount === undefined) return [];
    return [{ at, direction, amount: amount.amount, currency: amount.unit }];
  });
}

interface Span {
  from: string;
  to: string;
}

/** What a chart must reach over to show all of the payments, and the window whole. */
export function spanOf(payments: readonly TimelinePayment[], window: Span): Span {
  const times = [window.from, window.to, ...payments.map(({ at }) => at)].map((at) => Date.parse(at));
  return { from: isoOf(Math.min(...times)), to: isoOf(Math.max(...times)) };
}

const DAY_MS = 86_400_000;
/** Anything shorter would be drawn by the hour, in which a day's sum has no place. */
const DAYS_MIN = 7;

/** The same of sums of days: a week at least. */
export function daySpanOf(payments: readonly TimelinePayment[], window: Span): Span {
  const { from, to } = spanOf(payments, window);
  return { from: isoOf(Math.min(Date.parse(from), Date.parse(to) - DAYS_MIN * DAY_MS)), to };
}

function isoOf(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
