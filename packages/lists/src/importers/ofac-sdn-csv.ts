import { cell } from "../cell-text.ts";
import { csvRows } from "../csv-rows.ts";
import type { EntryCells, EntryDefaults } from "../entry-row.ts";
import { type ByteSource, type ImportedRow, type Importer, refusedRow, rowsOf } from "../importer.ts";
import { OFAC, programmeCells } from "../ofac.ts";
import { unreadable } from "../utf8-text.ts";

const COLUMNS = 12;
const ADDRESS = /Digital\s*Currency\s*Address\s*-\s*[A-Z0-9]{2,8}\s+([^;]*)/g;

/**
 * `sdn.csv` with `sdn_comments.csv`: addresses stand in the remarks, and what is too long for those goes on in the comments,
 * cut wherever the room ended, within an address too. Neither file has a header.
 */
export const ofacSdnCsv: Importer = {
  id: "ofac-sdn-csv",
  title: "OFAC SDN list, sdn.csv and sdn_comments.csv",
  parts: ["sdn.csv", "sdn_comments.csv"],
  rowsBelongTo: "publisher",
  suggests: OFAC,
  sample: {
    parts: [
      `57118,"LEFT OUT","individual","ILLICIT-DRUGS-EO14059",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Gender Male; Digital Currency Address - ETH 0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22; Phone Number 0."
1,"LEFT OUT",-0- ,"SDGT] [IFSR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Digital Currency Address - XBT 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa; alt. Digital Currency Address - TRX TADTGCnaD5fGeQo3s"
2,"LEFT OUT","vessel","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- 
\x1a
`,
      `1,"TbYH3gyqjyNN92TGW; alt. Digital Currency Address - ETH 0x52908400098527886e0f7030069857d2e4169ee; Linked To: LEFT OUT."
\x1a
`,
    ],
    entries: [
      ["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", { programme: "ILLICIT-DRUGS-EO14059", reference: "57118" }],
      [
        "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW",
        { category: "terrorist_financing", programme: "IFSR; SDGT", reference: "1" },
      ],
    ],
    foreign: { bitcoin: 1 },
    refused: 1,
  },
  async *read([source, commentSource], defaults) {
    if (source === undefined) return;
    if (commentSource === undefined) {
      throw unreadable("sdn_comments.csv is missing: long remarks go on there, and addresses are cut off without it");
    }
    const comments = await readComments(commentSource);
    const joined = new Set<string>();
    for await (const { cells, line } of csvRows(source)) {
      if (isEndMark(cells)) continue;
      if (cells.length !== COLUMNS) throw unreadable(`line ${line}: ${cells.length} cells, and sdn.csv has ${COLUMNS}`);
      const [number = "", , , programmes = "", ...others] = cells.map((text) => text.trim());
      const facts: EntryCells = {
        ...programmeCells(programmes === "-0-" ? [] : programmes.split(/\]\s*\[/)),
        ...cell("reference", number),
      };
      joined.add(number);
      yield* remarkRows(`line ${line}`, others.at(-1) ?? "", comments.get(number)?.text ?? "", facts, defaults);
    }
    for (const [number, { line, text }] of comments) {
      if (joined.has(number) || !text.includes("Digital Currency")) continue;
      yield refusedRow(`sdn_comments.csv line ${line}`, "its party is not in sdn.csv", "");
    }
  },
};

/** Whether a space fell away where the text was cut, nobody says: it is joined in the way that leaves fewer bad rows. */
function remarkRows(place: string, remark: string, comment: string, cells: EntryCells, defaults: EntryDefaults) {
  const rowsIn = (text: string): ImportedRow[] =>
    [...text.matchAll(ADDRESS)].flatMap(([, field = ""]) =>
      rowsOf(place, field.trim().replace(/\.$/, ""), cells, defaults),
    );
  if (comment === "") return rowsIn(remark);
  const [glued, spaced] = [rowsIn(remark + comment), rowsIn(`${remark} ${comment}`)];
  const good = (rows: readonly ImportedRow[]) => rows.filter(({ kind }) => kind !== "refused").length;
  return good(spaced) > good(glued) ? spaced : glued;
}

async function readComments(source: ByteSource): Promise<Map<string, { line: number; text: string }>> {
  const comments = new Map<string, { line: number; text: string }>();
  for await (const { cells, line } of csvRows(source)) {
    if (isEndMark(cells)) continue;
    const [number, text] = cells;
    if (cells.length !== 2 || number === undefined || text === undefined) {
      throw unreadable(`sdn_comments.csv line ${line}: ${cells.length} cells, and it has 2`);
    }
    const before = comments.get(number.trim());
    comments.set(number.trim(), { line: before?.line ?? line, text: (before?.text ?? "") + text.trim() });
  }
  return comments;
}

/** OFAC ends its files as DOS did. */
function isEndMark(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0]?.trim() === "\x1a";
}
