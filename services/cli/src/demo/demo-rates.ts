import type { Rate } from "@redflag/domain/rate-table";
import { LIRA_PER_DOLLAR } from "./amounts.ts";

const DAY_MS = 86_400_000;
/** From before the chain begins until long after anybody has stopped watching. */
const DAYS_BEFORE = 30;
const DAYS_AFTER = 60;
const DOLLARS_PER_EURO = 1.25;
/** The real peg: a report to the Emirates' FIU is in this currency. */
const DIRHAMS_PER_DOLLAR = 3.6725;

/** The demo's own rates, made up: what a lira and a dirham are worth there on every day around now. */
export function listDemoRates(nowMs: number): Rate[] {
  const today = Math.floor(nowMs / DAY_MS);
  return Array.from({ length: DAYS_BEFORE + DAYS_AFTER + 1 }, (_, i) => today - DAYS_BEFORE + i).flatMap((day) => [
    { currency: "USD", day, perEur: `${DOLLARS_PER_EURO}` },
    { currency: "TRY", day, perEur: `${DOLLARS_PER_EURO * LIRA_PER_DOLLAR}` },
    { currency: "AED", day, perEur: `${DOLLARS_PER_EURO * DIRHAMS_PER_DOLLAR}` },
  ]);
}
