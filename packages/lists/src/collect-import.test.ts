import type { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import { collectImport } from "./collect-import.ts";
import type { EntryDefaults } from "./entry-row.ts";
import type { Importer } from "./importer.ts";
import { getImporter } from "./importer-registry.ts";
import { inPieces } from "./importers.samples.ts";

const DEFAULTS: EntryDefaults = {
  category: "sanctions",
  severity: "HIGH",
  authority: "it",
  confidence: 100,
  sharing: "TLP:RED",
};
const [A, B] = ["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW"];

/** The rows of a CSV, as one's own or as a publisher's. */
const collect = (text: string, rowsBelongTo: Importer["rowsBelongTo"] = "publisher") =>
  collectImport({ ...getImporter("csv"), rowsBelongTo }, [inPieces(text)], DEFAULTS);

async function detailOf(reading: Promise<unknown>): Promise<string> {
  return reading.then(
    () => "read",
    ({ code, detail }: Problem) => `${code} ${detail}`,
  );
}

test("rows that agree count once; another document does not make them disagree", async () => {
  const { entries, account } = await collect(
    `address,reference,document_url\n${A},1,https://a.example\n${A.toLowerCase()},1,https://b.example\n${A},2,\n`,
  );
  expect(entries.map(({ reference }) => reference)).toEqual(["1", "2"]);
  expect(account).toMatchObject({ rows: 3, repeated: 1 });
});

test("rows that disagree refuse the file, and both are named", async () => {
  const text = `address,reference,severity\n${A},1,HIGH\n${B},1,HIGH\n${A},1,LOW\n`;
  for (const owner of ["us", "publisher"] as const) {
    expect(await detailOf(collect(text, owner))).toBe(
      `list_row_invalid 1 bad row\nline 4: says of ${A} something else than line 2 does`,
    );
  }
});

test("one designation that ended and was made again is two entries", async () => {
  const { entries } = await collect(
    `address,reference,valid_from,valid_to\n${A},1,2020-01-01,2021-01-01\n${A},1,2022-01-01,\n`,
  );
  expect(entries).toHaveLength(2);
});

test("a row that cannot be read refuses an own list, and is recorded of a publisher's", async () => {
  const text = `address,valid_from\n${A},2026-02-30\n${B},\nsomebody@example.org,\n${B.toLowerCase()},\n`;
  expect(await detailOf(collect(text, "us"))).toContain("3 bad rows\nline 2: valid_from: not a date");
  const { entries, account } = await collect(text);
  expect(entries).toHaveLength(1);
  expect(account.refusals).toEqual([
    { place: "line 2", reason: expect.stringContaining("valid_from: not a date"), text: A.toLowerCase() },
    { place: "line 4", reason: expect.stringContaining("no address that is known"), text: "" },
    { place: "line 5", reason: expect.stringContaining("in lower case"), text: B.toLowerCase() },
  ]);
  expect(account.rows).toBe(4);
});

test("a file of rows that nobody can read is in another format", async () => {
  const text = `address\n${A}\n${"nonsense\n".repeat(10_001)}`;
  expect(await detailOf(collect(text))).toContain("list_unreadable more than 10000 rows cannot be read, as line 10003");
  expect(await detailOf(collect("address\nnonsense\n"))).toContain("no entry in it; of its 1 rows none");
});

test("a header that is not the documented one is refused", async () => {
  expect(await detailOf(collect(`wallet\n${A}\n`))).toContain('list_unreadable column 1, "wallet", is not known');
  expect(await detailOf(collect(`address;reference\n${A};1\n`))).toContain("list_unreadable");
});

test("accounts count as entries: what a file says twice, or in two ways, of one is found", async () => {
  const header = "venue,account,reference,severity\n";
  const { entries, account } = await collect(
    `${header}Example,12345678,1,HIGH\nexample,12345678\u200b,1,HIGH\nother,12345678,1,HIGH\nexample,Jane Doe,1,HIGH\n`,
  );
  expect(entries).toHaveLength(2);
  expect(account).toMatchObject({ rows: 4 + 1, repeated: 1, repairs: { "characters that cannot be seen": 1 } });
  // A name is two words, and neither of them is kept.
  expect(account.refusals).toHaveLength(2);
  expect(JSON.stringify(account)).not.toMatch(/Jane|Doe/);
  expect(await detailOf(collect(`${header}example,12345678,1,HIGH\nexample,12345678,1,LOW\n`))).toContain(
    "line 3: says of account 12345678 at example something else than line 2 does",
  );
});
