import type { ImportAccount, Refusal } from "@redflag/lists/import-account";
import { countOf, grouped } from "./count-text.ts";

const REFUSALS_NAMED_MAX = 20;

/** What became of the rows of a file: one line, then the first of those that could not be read. */
export function accountLines(id: string, account: ImportAccount, entryCount: number): string[] {
  const { rows, repeated, repairs, foreign, refusals } = account;
  const foreignCount = Object.values(foreign).reduce((sum, count) => sum + count, 0);
  const parts = [
    countOf(entryCount, "entry", "entries"),
    `${grouped(repeated)} repeated`,
    `${grouped(foreignCount)} of other chains${countsText(foreign)}`,
    `${grouped(refusals.length)} refused`,
  ];
  const repaired = Object.keys(repairs).length === 0 ? [] : [`repaired${countsText(repairs)}`];
  const more = refusals.length - REFUSALS_NAMED_MAX;
  return [
    `${id}: ${countOf(rows, "row")}: ${parts.join(", ")}`,
    ...repaired.map((text) => `${id}: ${text}`),
    ...refusals.slice(0, REFUSALS_NAMED_MAX).map(refusalText),
    ...(more > 0
      ? [`and ${countOf(more, "more refused row")}; \`redflag watchlist refused ${id}\` names all of them`]
      : []),
  ];
}

export function refusalText({ place, reason, text }: Refusal): string {
  return `refused: ${place}: ${reason}${text === "" ? "" : ` (${text})`}`;
}

function countsText(counts: Readonly<Record<string, number>>): string {
  const names = Object.keys(counts).sort();
  return names.length === 0 ? "" : ` (${names.map((name) => `${name} ${grouped(counts[name] ?? 0)}`).join(", ")})`;
}
