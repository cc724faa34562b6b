import { partsOfCaip10 } from "../show/shortened.ts";
import type { EvidenceRow } from "./evidence-rows.ts";

const HEAD = [
  "time (UTC)",
  "direction",
  "chain",
  "sender",
  "recipient",
  "amount",
  "token",
  "worth",
  "block",
  "log index",
  "transaction",
  "fired findings",
  "counted by findings",
];

/** Tab-separated, as spreadsheets take what is pasted. */
export function evidenceTsv(rows: readonly EvidenceRow[]): string {
  return linesOf(rows)
    .map((cells) => cells.map(unformulated).join("\t"))
    .join("\n");
}

/** As RFC 4180 has it. */
export function evidenceCsv(rows: readonly EvidenceRow[]): string {
  return linesOf(rows)
    .map((cells) => `${cells.map((cell) => quoted(unformulated(cell))).join(",")}\r\n`)
    .join("");
}

function linesOf(rows: readonly EvidenceRow[]): string[][] {
  return [HEAD, ...rows.map(cellsOf)];
}

function cellsOf(row: EvidenceRow): string[] {
  const sender = partsOfCaip10(row.sender);
  return [
    row.time,
    row.direction,
    sender.chain,
    sender.account,
    partsOfCaip10(row.recipient).account,
    row.amount?.amount ?? row.baseUnits,
    row.amount?.unit ?? "base units",
    row.worth.map(({ amount, unit }) => `${amount} ${unit}`).join("; "),
    `${row.block}`,
    `${row.logIndex}`,
    row.transaction,
    row.fired.join(" "),
    row.counted.join(" "),
  ];
}

/** A spreadsheet takes text that begins so for a formula, and a token's symbol is whatever its maker wanted. */
function unformulated(cell: string): string {
  const safe = cell.replaceAll(/[\t\r\n]/g, " ");
  return /^[=+\-@]/.test(safe) ? `'${safe}` : safe;
}

function quoted(cell: string): string {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
