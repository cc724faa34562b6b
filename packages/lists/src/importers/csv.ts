import { csvRows } from "../csv-rows.ts";
import { byColumn, readHeader } from "../entries-header.ts";
import type { EntryColumn } from "../entry-row.ts";
import { type Importer, refusedRow, rowsOfColumns } from "../importer.ts";
import { unreadable } from "../utf8-text.ts";

/** One's own rows under the header that watchlists/README.md describes; addresses are repaired as a publisher's are. */
export const csv: Importer = {
  id: "csv",
  title: "CSV with the columns of entries.csv",
  parts: ["entries.csv"],
  rowsBelongTo: "us",
  suggests: {},
  sample: {
    parts: [
      `address,programme,reference,valid_from,venue,account
0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22,Order 1,A-1,2026-09-04,,
"TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW; 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",Order 1,A-2,,,
,Order 1,A-3,,Example.Exchange,12345678\u200b
`,
    ],
    entries: [
      [
        "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22",
        { programme: "Order 1", reference: "A-1", validFrom: Date.UTC(2026, 8, 4) / 1000 },
      ],
      ["TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW", { programme: "Order 1", reference: "A-2" }],
      ["account 12345678 at example-exchange", { programme: "Order 1", reference: "A-3" }],
    ],
    foreign: { bitcoin: 1 },
  },
  async *read([source], defaults) {
    if (source === undefined) return;
    let columns: EntryColumn[] | undefined;
    for await (const { cells, line } of csvRows(source)) {
      if (columns === undefined) {
        columns = readHeader(cells);
        continue;
      }
      const place = `line ${line}`;
      if (cells.length !== columns.length) {
        yield refusedRow(place, `${cells.length} cells where the header has ${columns.length}`, "");
        continue;
      }
      yield* rowsOfColumns(place, byColumn(columns, cells), defaults);
    }
    if (columns === undefined) throw unreadable("there is no header row");
  },
};
