import type { GraphEdge } from "@redflag/contract/http/routes/flows";
import { csvText } from "../show/csv-text.ts";

const HEADINGS = [
  "from",
  "to",
  "token",
  "symbol",
  "amount",
  "payments",
  "first_time",
  "first_block",
  "last_time",
  "last_block",
];

/** One line for each token between two nodes (RFC 4180). */
export function csvOf(edges: readonly GraphEdge[]): string {
  const rows = edges.map(({ from, to, token, symbol, amount, count, first, last }) =>
    [from, to, token, symbol, amount, count, first.time, first.block, last.time, last.block].map(String),
  );
  return csvText([HEADINGS, ...rows]);
}
