import { setImmediate } from "node:timers/promises";
import { CALL_ADDRESSES_MAX, NAMED_ROWS_MAX } from "@redflag/contract/http/routes/address-sets";
import { parseAccount } from "@redflag/domain/account";
import type { Address } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { InvalidRequest } from "./invalid-request.ts";

/** Checksums cost hashing: between so many, whoever else calls has a turn. */
const ROWS_AT_ONCE = 500;

export interface AddressRows {
  addresses: Address[];
  badCount: number;
  /** The first of them; rows are counted from 1. */
  bad: Array<{ row: number; fault: string }>;
}

/**
 * Addresses as somebody wrote them, in any form in which one is written.
 * @throws InvalidRequest where both ways to give them are used, or neither
 */
export async function readAddressRows({
  addresses,
  text,
}: {
  addresses?: string[] | undefined;
  text?: string | undefined;
}): Promise<AddressRows> {
  if ((addresses === undefined) === (text === undefined)) {
    throw new InvalidRequest([{ at: "", fault: "gives neither `addresses` nor `text`, or both" }]);
  }
  const rows = addresses?.map((cell, index) => ({ row: index + 1, cell })) ?? rowsOfText(text ?? "");
  const read: AddressRows = { addresses: [], badCount: 0, bad: [] };
  for (const [index, { row, cell }] of rows.entries()) {
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
    try {
      read.addresses.push(parseAccount(cell.trim()).address);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      read.badCount += 1;
      if (read.bad.length < NAMED_ROWS_MAX) read.bad.push({ row, fault: error.detail.slice(0, 200) });
    }
  }
  return read;
}

/** The first cell of each line, as a spreadsheet or `grep` writes it; a title over them is no address, and no fault. */
function rowsOfText(text: string): Array<{ row: number; cell: string }> {
  const rows = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({
      row: index + 1,
      cell: (line.split(/[,;\t]/, 1)[0] ?? "").trim().replace(/^"(.*)"$/, "$1"),
    }))
    .filter(({ cell }) => cell !== "");
  if (/^address(es)?$/i.test(rows[0]?.cell ?? "")) rows.shift();
  if (rows.length <= CALL_ADDRESSES_MAX) return rows;
  throw new InvalidRequest([{ at: "/text", fault: `has ${rows.length} rows; a call takes ${CALL_ADDRESSES_MAX}` }]);
}

/** What is refused says which rows are to blame. */
export function refuseBadRows({ bad, badCount }: AddressRows, isText: boolean): void {
  if (badCount === 0) return;
  const faults = bad.map(({ row, fault }) =>
    isText ? { at: "/text", fault: `line ${row}: ${fault}` } : { at: `/addresses/${row - 1}`, fault },
  );
  const untold = badCount - bad.length;
  if (untold > 0) faults.push({ at: isText ? "/text" : "/addresses", fault: `${untold} more rows are no addresses` });
  throw new InvalidRequest(faults);
}
