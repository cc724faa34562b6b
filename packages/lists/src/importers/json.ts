import { ENTRY_COLUMNS, type EntryColumn } from "../entry-row.ts";
import { type ByteSource, type Importer, refusedRow, rowsOfColumns } from "../importer.ts";
import { DOCUMENT_BYTES_MAX, isObject, jsonLines, parseJson } from "../json-lines.ts";
import { printable } from "../plain-text.ts";
import { unreadable, wholeText } from "../utf8-text.ts";

/** One's own rows as objects with the columns of entries.csv: one a line, of any number, or all in one array. */
export const json: Importer = {
  id: "json",
  title: "JSON objects with the columns of entries.csv, one a line or in an array",
  parts: ["entries.json"],
  rowsBelongTo: "us",
  suggests: {},
  sample: {
    parts: [
      `[
  {"address": "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", "reference": "A-1", "confidence": 80},
  {"address": "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW", "jurisdictions": ["SC", "BS"], "valid_to": null},
  {"address": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
  {"venue": "example-exchange", "account": 12345678, "reference": "A-2"}
]
`,
    ],
    entries: [
      ["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", { reference: "A-1", confidence: 80 }],
      ["TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW", { jurisdictions: ["BS", "SC"] }],
      ["account 12345678 at example-exchange", { reference: "A-2" }],
    ],
    foreign: { bitcoin: 1 },
  },
  async *read([source], defaults) {
    if (source === undefined) return;
    for await (const { value, place } of valuesIn(source)) {
      const row = cellsOf(value);
      if ("fault" in row) yield refusedRow(place, row.fault, "");
      else yield* rowsOfColumns(place, row.cells, defaults);
    }
  },
};

async function* valuesIn(source: ByteSource): AsyncGenerator<{ value: unknown; place: string }> {
  const bytes = source[Symbol.asyncIterator]();
  const first = await bytes.next();
  const again = resumed(first, bytes);
  const start = first.done === true ? "" : Buffer.from(first.value).toString("latin1").trimStart();
  if (!/^(?:\xef\xbb\xbf)?\s*\[/.test(start)) {
    for await (const { value, line } of jsonLines(again)) yield { value, place: `line ${line}` };
    return;
  }
  const values = parseJson(await wholeText(again, DOCUMENT_BYTES_MAX), "the file");
  if (!Array.isArray(values)) throw unreadable("it is no array of objects");
  for (const [number, value] of values.entries()) yield { value, place: `element ${number + 1}` };
}

async function* resumed(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

function cellsOf(value: unknown): { cells: Partial<Record<EntryColumn, string>> } | { fault: string } {
  if (!isObject(value)) return { fault: "it is no object" };
  const cells: Partial<Record<EntryColumn, string>> = {};
  for (const [name, given] of Object.entries(value)) {
    const column = ENTRY_COLUMNS.find((known) => known === name);
    if (column === undefined) return { fault: `"${printable(name)}" is not known here` };
    const text = Array.isArray(given) ? given.join(";") : given;
    if (text === null || text === "") continue;
    if (typeof text !== "string" && typeof text !== "number") return { fault: `${name}: neither a text nor a number` };
    cells[column] = String(text);
  }
  return { cells };
}
