import type { Rate } from "@redflag/domain/rate-table";
import { LIRA_PER_DOLLAR } from "./amounts.ts";

const DAY_MS = 86_400_000;
/** From before the chain begins until long after anybody has stopped watching. */
const DAYS_BEFORE = 30;
const DAYS_AFTER = 60;
const DOLLARS_PER_EURO = 1.25;

/** The demo's own rates, round and made up: what a lira is worth there on every day around now. */
export function listDemoRates(nowMs: number): Rate[] {
  const today = Math.floor(nowMs / DAY_MS);
  return Array.from({ length: DAYS_BEFORE + DAYS_AFTER + 1 }, (_, i) => today - DAYS_BEFORE + i).flatMap((day) => [
    { currency: "USD", day, perEur: `${DOLLARS_PER_EURO}` },
    { currency: "TRY", day, perEur: `${DOLLARS_PER_EURO * LIRA_PER_DOLLAR}` },
  ]);
}
