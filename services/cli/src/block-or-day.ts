import type { SpanEnd } from "@redflag/ingest/backfill-span";
import { InvalidArgumentError } from "commander";
import { parseBlockNumber } from "./command-options.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A block's number, or a day that the calendar has; days begin at midnight UTC. */
export function parseBlockOrDay(text: string): SpanEnd {
  if (/^\d{1,15}$/.test(text)) return { block: parseBlockNumber(text) };
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // The parser takes 30 February for 2 March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError("a block number such as 18000000 or a day such as 2026-01-31 is expected");
  }
  return { dayStartS: time / 1_000 };
}
