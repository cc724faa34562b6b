import { UNNAMED_VENUE } from "@redflag/domain/venue-account";
import { cell, documentCell, firstMoment, momentAfter } from "../cell-text.ts";
import { isAccountNumbers, isAddressField } from "../classify-account.ts";
import { csvRows } from "../csv-rows.ts";
import type { EntryCells, EntryDefaults } from "../entry-row.ts";
import { accountRows, type ByteSource, type ImportedRow, type Importer, refusedRow, rowsOf } from "../importer.ts";
import { printable } from "../plain-text.ts";
import { unreadable } from "../utf8-text.ts";

/** The columns that are read, by the names that they have had; of all others, names and numbers of people, none is. */
const COLUMNS = {
  order: ["order id", "order_id", "order no", "מספר צו", "מס' צו", "צו"],
  address: [
    "virtual currency address / user id",
    "account/wallet_id",
    "wallet_address",
    "wallet address",
    "כתובת מטבע וירטואלי / מזהה משתמש",
    "כתובת ארנק",
  ],
  account: ["account_id", "account id", "user id", "מזהה משתמש", "מספר חשבון"],
  venue: ["platform", "exchange", "venue", "פלטפורמה", "בורסה"],
  from: ["start_date", "start date", "תאריך תחילה", "תאריך הוצאה"],
  to: ["end_date", "end date", "validity of issue", "בתוקף עד", "תוקף"],
  forfeiture: ["forfeiture", "forfeiture order", "צו חילוט"],
  document: ["order_url", "קישור"],
} as const;
type Column = keyof typeof COLUMNS;

const ORDER = /(?:\b([A-Z]{2,4})|(\p{Script=Hebrew}[\p{Script=Hebrew}"׳״' ]*))\s*-?\s*(\d{1,4}\/\d{2,4})/u;
const FORFEITED = /Forfeiture|חילוט/;

/**
 * The table of Israel's National Bureau for Counter Terror Financing, as CSV, and the table of its orders. An order stands
 * alone in a row above the addresses that it names, or beside the first; dates are DD.MM.YYYY. An order ends, or turns into
 * one of forfeiture, which does not.
 */
export const nbctfOrders: Importer = {
  id: "nbctf-orders",
  title: "NBCTF (Israel), tables of seized wallets and of orders",
  parts: ["wallets.csv", "releases.csv"],
  rowsBelongTo: "publisher",
  suggests: { authority: "NBCTF (Israel)", category: "terrorist_financing", severity: "SEVERE", confidence: 100 },
  sample: {
    parts: [
      `Order ID,Full name,ID No,Passport No,D.O.B (DD/MM/YYYY),Virtual currency address / User ID,Currency,Platform
ASO 13/26
,,,,,TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW,,
,,,,,Т9zkbaZJhKNApf5SXK4hNYKqzxzV5tofHd\u200b,,
,LEFT OUT,,,,123456789,,Example
,LEFT OUT,,,,987654321,,
ASO - 5/24,LEFT OUT,,,,0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22,ETH,
,,,,,1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,,
,LEFT OUT,LEFT OUT,,,,,
`,
      `File Type,Last Updated,Validity of Issue
Seizure order (ASO 13/26) of the Minister of Defense,03.02.2026,01.02.2028
Annex of the Seizure Order (ASO - 13/26) - Wallet Details,03.02.2026,-
Seizure order (ASO 5/24) of the Minister of Defense,28.03.2024,Forfeiture Order (FO 18/24)
`,
    ],
    entries: [
      ["TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW", { reference: "ASO 13/26", validTo: Date.UTC(2028, 1, 2) / 1000 }],
      ["T9zkbaZJhKNApf5SXK4hNYKqzxzV5tofHd", { reference: "ASO 13/26", validTo: Date.UTC(2028, 1, 2) / 1000 }],
      ["account 123456789 at example", { reference: "ASO 13/26", validTo: Date.UTC(2028, 1, 2) / 1000 }],
      [
        "account 987654321 at a venue that is not named",
        { reference: "ASO 13/26", validTo: Date.UTC(2028, 1, 2) / 1000 },
      ],
      ["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", { reference: "ASO 5/24", programme: "Forfeiture order FO 18/24" }],
    ],
    foreign: { bitcoin: 1 },
    refused: 1,
  },
  async *read([source, orderSource], defaults) {
    if (source === undefined) return;
    const orders = orderSource === undefined ? new Map<string, EntryCells>() : await readOrders(orderSource);
    let columns: Partial<Record<Column, number>> | undefined;
    let order = "";
    for await (const { cells, line } of csvRows(source)) {
      if (columns === undefined) {
        columns = readHeader(cells);
        continue;
      }
      const text = cellReader(cells, columns);
      const alone = cells.length === 1 ? (cells[0] ?? "").trim() : undefined;
      const named = orderIn(alone ?? text("order"));
      if (named !== undefined) order = named;
      if (alone !== undefined && named !== undefined) continue;
      const facts = { ...cell("reference", order), ...orders.get(order), ...ownCells(text) };
      yield* tableRows(
        `line ${line}`,
        { address: alone ?? text("address"), account: text("account"), venue: text("venue") },
        facts,
        defaults,
      );
    }
    if (columns === undefined) throw unreadable("there is no header row");
  },
};

/** Addresses and accounts stand in one column, or in one each; either may stand in the other's. */
function tableRows(
  place: string,
  { address, account, venue }: Record<"address" | "account" | "venue", string>,
  facts: EntryCells,
  defaults: EntryDefaults,
): ImportedRow[] {
  const fields = [address, account].filter((field, at) => field !== "" && (at === 0 || field !== address));
  if (fields.length === 0) return [refusedRow(place, "neither an address nor an account", "")];
  return fields.flatMap((field) => {
    const isAccounts = field === account ? !isAddressField(field) : isAccountNumbers(field);
    if (!isAccounts) return rowsOf(place, field, facts, defaults);
    return accountRows(place, { venue: venue || UNNAMED_VENUE, account: field }, facts, defaults);
  });
}

function readHeader(cells: readonly string[]): Partial<Record<Column, number>> {
  const names = cells.map((name) => name.replace(/\s+/g, " ").trim().toLowerCase());
  const columns: Partial<Record<Column, number>> = {};
  for (const [column, known] of Object.entries(COLUMNS) as Array<[Column, readonly string[]]>) {
    const at = names.findIndex((name) => known.includes(name));
    if (at >= 0) columns[column] = at;
  }
  for (const column of ["order", "address"] as const) {
    if (columns[column] !== undefined) continue;
    throw unreadable(`line 1: the header row has no column of ${column}, such as "${COLUMNS[column][0]}"`);
  }
  return columns;
}

function cellReader(cells: readonly string[], columns: Partial<Record<Column, number>>): (column: Column) => string {
  return (column) => {
    const at = columns[column];
    return at === undefined ? "" : (cells[at] ?? "").replace(/\u200b/g, "").trim();
  };
}

function ownCells(text: (column: Column) => string): EntryCells {
  const forfeiture = orderIn(text("forfeiture"));
  return {
    ...cell("valid_from", firstMoment(isoDay(text("from")))),
    ...validity(text("to")),
    ...(forfeiture !== undefined && { programme: `Forfeiture order ${forfeiture}` }),
    ...documentCell([text("document")]),
  };
}

/** `ASO - 5/24` and `Seizure order (ASO 5/24) of …` are one order. */
function orderIn(text: string): string | undefined {
  const [, letters, words, number] = ORDER.exec(text) ?? [];
  return number === undefined ? undefined : `${(letters ?? words ?? "").trim()} ${number}`;
}

/** Until the end of a day; or for ever, by an order of forfeiture. */
function validity(text: string): EntryCells {
  if (text === "" || text === "-") return {};
  if (!FORFEITED.test(text)) return cell("valid_to", momentAfter(isoDay(text)));
  return { programme: `Forfeiture order ${orderIn(text) ?? ""}`.trim() };
}

/** 3.12.2024 to 2024-12-03; what is no such date stays, to be refused by its name. */
function isoDay(text: string): string {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  return year === "" ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

async function readOrders(source: ByteSource): Promise<Map<string, EntryCells>> {
  const orders = new Map<string, EntryCells>();
  let at: number | undefined;
  for await (const { cells, line } of csvRows(source)) {
    if (at === undefined) {
      at = cells.findIndex((name) => (COLUMNS.to as readonly string[]).includes(name.trim().toLowerCase()));
      if (at < 0) throw unreadable(`releases.csv line ${line}: the header row has no column "Validity of Issue"`);
      continue;
    }
    const order = orderIn(cells[0] ?? "");
    const held = validity((cells[at] ?? "").trim());
    if (order === undefined || Object.keys(held).length === 0) continue;
    const before = orders.get(order);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(held)) {
      throw unreadable(`releases.csv line ${line}: says of ${printable(order)} something else than a row before`);
    }
    orders.set(order, held);
  }
  return orders;
}
