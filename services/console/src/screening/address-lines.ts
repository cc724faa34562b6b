import { type Account, formatAccount, parseAccount } from "@redflag/domain/account";
import { parseAddressOn } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";

/** What is pasted at one time at most, in characters. */
export const PASTED_CHARS_MAX = 3_000_000;

export interface GoodLine {
  /** From 1, as an editor counts them. */
  line: number;
  /** As it stands there. */
  text: string;
  /** As it is asked for: in its family's form, with the chain where one is named. */
  address: string;
}

export interface BadLine {
  line: number;
  text: string;
  code: string;
  /** What is wrong, in the API's own English; not of a checksum, whose words would spell another address. */
  detail?: string;
}

export interface AddressLines {
  /** Each address once, in the order of the lines. */
  good: GoodLine[];
  bad: BadLine[];
  /** Lines whose address stood in one before. */
  repeated: number;
}

/** Headings by which a column of addresses is known. */
const HEADING = /^(?:address(?:es)?|account|wallet)$/i;

/**
 * Addresses as they are pasted: one a line, or a table whose first column, or the one that is called so, has them. What is
 * mistyped is told, and never corrected.
 * @param chain that is meant where a line names none
 */
export function readAddressLines(text: string, chain?: Chain): AddressLines {
  const rows = rowsOf(text);
  const heading = rows[0]?.cells.findIndex((cell) => HEADING.test(cell)) ?? -1;
  const column = Math.max(heading, 0);
  const seen = new Set<string>();
  const read: AddressLines = { good: [], bad: [], repeated: 0 };
  for (const { line, cells } of heading < 0 ? rows : rows.slice(1)) {
    const cell = cells[column] ?? "";
    if (cell === "" && heading < 0) continue;
    try {
      const address = formatAccount(accountOf(cell, chain));
      if (seen.has(address)) read.repeated++;
      else read.good.push({ line, text: cell, address });
      seen.add(address);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, detail } = error;
      read.bad.push({ line, text: cell, code, ...(code !== "address_checksum" && { detail }) });
    }
  }
  return read;
}

function accountOf(text: string, chain: Chain | undefined): Account {
  if (chain === undefined || text.includes(":")) return parseAccount(text);
  return { address: parseAddressOn(chain, text), family: chain.family, chain };
}

/** Lines with anything on them, cut into cells. */
function rowsOf(text: string): Array<{ line: number; cells: string[] }> {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((row, index) => ({ line: index + 1, cells: cellsOf(row) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
}

/** Between commas, semicolons or tabs; quoted, a cell may hold them (RFC 4180). */
function cellsOf(row: string): string[] {
  if (!/[,;\t"]/.test(row)) return [row.trim()];
  return [...row.matchAll(/(?:^|[,;\t])\s*(?:"((?:[^"]|"")*)"[^,;\t]*|([^,;\t]*))/g)].map(([, quoted, plain = ""]) =>
    (quoted?.replaceAll('""', '"') ?? plain).trim(),
  );
}
