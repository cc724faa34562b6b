import type { GraphEdge } from "@redflag/contract/http/routes/flows";

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
    [from, to, token, symbol, amount, count, first.time, first.block, last.time, last.block].map((field) =>
      cell(String(field)),
    ),
  );
  return [HEADINGS, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

/** Spreadsheets calculate what begins so: whoever names a token would write formulas into somebody's file. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
