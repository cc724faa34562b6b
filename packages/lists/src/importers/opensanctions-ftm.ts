import type { EntryCategory } from "@redflag/domain/entry";
import { UNNAMED_VENUE } from "@redflag/domain/venue-account";
import { cell, documentCell, firstMoment, momentAfter } from "../cell-text.ts";
import { isAccountNumbers } from "../classify-account.ts";
import type { EntryCells, EntryDefaults } from "../entry-row.ts";
import { accountRows, type ImportedRow, type Importer, refusedRow, rowsOf } from "../importer.ts";
import { isObject, type JsonObject, jsonLines, textsIn } from "../json-lines.ts";
import { unreadable } from "../utf8-text.ts";

/** What OpenSanctions says an entity is listed for, strongest first. */
const CATEGORIES: ReadonlyArray<readonly [topic: string, EntryCategory]> = [
  ["crime.terror", "terrorist_financing"],
  ["sanction", "sanctions"],
  ["crime.theft", "stolen_funds"],
];

/**
 * `entities.ftm.json` of OpenSanctions: one entity a line, in any order. A wallet, who holds it, and the sanctions on either
 * are joined when all lines are read. Of holders nothing is kept but the id. The data is CC BY-NC: its users need a licence.
 */
export const opensanctionsFtm: Importer = {
  id: "opensanctions-ftm",
  title: "OpenSanctions, entities.ftm.json",
  parts: ["entities.ftm.json"],
  rowsBelongTo: "publisher",
  suggests: { authority: "OpenSanctions", category: "sanctions", severity: "HIGH", confidence: 100 },
  sample: {
    parts: [
      `{"id":"s-1","schema":"Sanction","properties":{"entity":["h-1"],"authority":["OFAC"],"authorityId":["57118"],"program":["SDGT"],"startDate":["2026-09-04"],"sourceUrl":["https://example.org/57118"]}}
{"id":"w-1","schema":"CryptoWallet","properties":{"publicKey":["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22"],"holder":["h-1"],"currency":["ETH"],"topics":["sanction"]}}
{"id":"h-1","schema":"Person","caption":"LEFT OUT","properties":{"name":["LEFT OUT"]}}
{"id":"w-2","schema":"CryptoWallet","properties":{"publicKey":["TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW"],"topics":["crime.terror"]}}
{"id":"s-2","schema":"Sanction","properties":{"entity":["w-2"],"authority":["NBCTF"],"startDate":["2024-02"],"endDate":["2026-02-01"]}}
{"id":"w-3","schema":"CryptoWallet","properties":{"publicKey":["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],"accountId":["123456"]}}
{"id":"w-5","schema":"CryptoWallet","properties":{"publicKey":["987654321"],"managingExchange":["Example"],"topics":["crime.terror"]}}
{"id":"s-3","schema":"Sanction","properties":{"entity":["w-5"],"authorityId":["ASO 13/26"]}}
{"id":"w-4","schema":"CryptoWallet","properties":{"currency":["ETH"]}}
`,
    ],
    entries: [
      [
        "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22",
        {
          category: "sanctions",
          authority: "OFAC",
          programme: "SDGT",
          reference: "57118",
          documentUrl: "https://example.org/57118",
          validFrom: Date.UTC(2026, 8, 4) / 1000,
        },
      ],
      [
        "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW",
        {
          category: "terrorist_financing",
          authority: "NBCTF",
          reference: "s-2",
          validFrom: Date.UTC(2024, 1, 1) / 1000,
          validTo: Date.UTC(2026, 1, 2) / 1000,
        },
      ],
      ["account 123456 at a venue that is not named", {}],
      ["account 987654321 at example", { category: "terrorist_financing", reference: "ASO 13/26" }],
    ],
    foreign: { bitcoin: 1 },
    refused: 1,
  },
  async *read([source], defaults) {
    if (source === undefined) return;
    const wallets: Wallet[] = [];
    const sanctionsOf = new Map<string, EntryCells[]>();
    for await (const { value, line } of jsonLines(source)) {
      if (!isObject(value) || typeof value.id !== "string" || typeof value.schema !== "string") {
        throw unreadable(`line ${line}: no entity with an id and a schema; is this another file of OpenSanctions?`);
      }
      const properties = isObject(value.properties) ? value.properties : {};
      if (value.schema === "CryptoWallet") wallets.push(walletOf(value.id, line, properties));
      if (value.schema !== "Sanction") continue;
      const sanction = sanctionCells(value.id, properties);
      for (const id of textsIn(properties.entity)) sanctionsOf.set(id, [...(sanctionsOf.get(id) ?? []), sanction]);
    }
    for (const wallet of wallets) {
      const sanctions = [wallet.id, ...wallet.holders].flatMap((id) => sanctionsOf.get(id) ?? []);
      yield* walletRows(wallet, sanctions, defaults);
    }
  },
};

interface Wallet {
  id: string;
  line: number;
  addresses: string[];
  accounts: string[];
  /** Who manages it; of accounts alone it is told. */
  venue: string;
  holders: string[];
  cells: EntryCells;
}

function walletOf(id: string, line: number, properties: JsonObject): Wallet {
  const topics = textsIn(properties.topics);
  const keys = textsIn(properties.publicKey);
  return {
    id,
    line,
    // What NBCTF's orders name stands in either place.
    addresses: keys.filter((key) => !isAccountNumbers(key)),
    accounts: [...textsIn(properties.accountId), ...keys.filter(isAccountNumbers)],
    venue: textsIn(properties.managingExchange).sort()[0] ?? UNNAMED_VENUE,
    holders: textsIn(properties.holder),
    cells: cell("category", CATEGORIES.find(([topic]) => topics.includes(topic))?.[1]),
  };
}

function sanctionCells(id: string, properties: JsonObject): EntryCells {
  const first = (name: string) => textsIn(properties[name]).sort()[0];
  const [from, to] = [first("startDate"), textsIn(properties.endDate).sort().at(-1)];
  return {
    ...cell("authority", first("authority")),
    ...cell("programme", first("program")),
    ...cell("reference", first("authorityId") ?? id),
    ...documentCell(textsIn(properties.sourceUrl)),
    ...cell("valid_from", from && firstMoment(from)),
    ...cell("valid_to", to && momentAfter(to)),
  };
}

/** One row for each address and each account under each sanction. */
function* walletRows(
  { line, addresses, accounts, venue, cells }: Wallet,
  sanctions: readonly EntryCells[],
  defaults: EntryDefaults,
): Generator<ImportedRow> {
  const place = `line ${line}`;
  if (addresses.length + accounts.length === 0) {
    yield refusedRow(place, "a wallet without publicKey and accountId", "");
  }
  for (const sanction of sanctions.length === 0 ? [{}] : sanctions) {
    const said = { ...cells, ...sanction };
    for (const address of addresses) yield* rowsOf(place, address, said, defaults);
    for (const account of accounts) yield* accountRows(place, { venue, account }, said, defaults);
  }
}
