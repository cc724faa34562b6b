import { parseAddress } from "@redflag/domain/address";
import { type EnrichmentRow, enrichmentKey } from "@redflag/domain/enrichment";
import { Problem } from "@redflag/domain/problem";
import { type ContextCells, type ReadRow, readContextCsv } from "./context-csv.ts";
import type { CsvSource } from "./csv-rows.ts";
import { isCurrencyCode } from "./currency-code.ts";
import { readRateDay } from "./rate-cells.ts";

const COLUMNS = ["kind", "address", "customer", "amount", "currency", "day", "traded"] as const;
type Column = (typeof COLUMNS)[number];

/** The columns that each kind fills besides its address; the others stay empty. */
const FILLED: Readonly<Record<EnrichmentRow["kind"], readonly Column[]>> = {
  turnover: ["amount", "currency"],
  owner: ["customer"],
  wallet: ["customer"],
  trade: ["day", "traded"],
};

/** Letters, digits and hyphens with at least one digit: a reference, and hardly a name. */
const CUSTOMER = /^(?=[A-Za-z-]*\d)[A-Za-z0-9-]{1,64}$/;
const AMOUNT = /^[1-9]\d{0,14}$/;

/**
 * Reads what a VASP says of its own addresses. What a cell holds is never shown again: somebody may have put a name there.
 * @throws Problem `context_list_unreadable`, or `context_row_invalid` naming every bad row
 */
export async function parseEnrichmentCsv(source: CsvSource): Promise<EnrichmentRow[]> {
  return readContextCsv(source, COLUMNS, readRow, enrichmentKey);
}

function readRow(cells: ContextCells<Column>): ReadRow<EnrichmentRow> {
  const { kind, customer, amount, currency, traded } = cells;
  if (!isKind(kind)) return { faults: ["kind: neither turnover, owner, wallet nor trade"] };
  const about = readAddress(cells.address);
  const faults = about === undefined ? ["address: not an address of a chain that is screened"] : [];
  for (const column of COLUMNS) {
    if (column === "kind" || column === "address" || FILLED[kind].includes(column)) continue;
    if (cells[column] !== "") faults.push(`${column}: empty in a row of kind ${kind}`);
  }
  const day = readRateDay(cells.day);
  switch (kind) {
    case "turnover":
      if (!AMOUNT.test(amount)) faults.push("amount: not a positive whole number of units");
      if (!isCurrencyCode(currency)) faults.push("currency: not an ISO 4217 code, such as TRY");
      break;
    case "trade":
      if (day === undefined) faults.push("day: not a UTC day such as 2026-01-31");
      if (traded !== "yes" && traded !== "no") faults.push("traded: neither yes nor no");
      break;
    default:
      if (!CUSTOMER.test(customer)) {
        faults.push(
          "customer: not an opaque reference of at most 64 letters, digits and hyphens with a digit among them",
        );
      }
  }
  if (faults.length > 0 || about === undefined) return { faults };
  if (kind === "turnover") return { row: { kind, ...about, amount: Number(amount), currency } };
  if (kind === "trade") return { row: { kind, ...about, day: day ?? 0, traded: traded === "yes" } };
  return { row: { kind, ...about, customer } };
}

function isKind(text: string): text is EnrichmentRow["kind"] {
  return Object.hasOwn(FILLED, text);
}

function readAddress(text: string): Pick<EnrichmentRow, "address" | "family"> | undefined {
  try {
    const { address, family } = parseAddress(text);
    return { address, family };
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
