import { formatAddress } from "@redflag/domain/address";
import type { AddressEntry } from "@redflag/domain/entry";
import { subjectKey } from "@redflag/domain/entry-subject";
import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import type { EntryDefaults } from "./entry-row.ts";
import { parseEntriesCsv } from "./parse-entries-csv.ts";

const DEFAULTS: EntryDefaults = {
  category: "sanctions",
  severity: "HIGH",
  authority: "Somebody",
  confidence: 80,
  sharing: "TLP:AMBER",
  jurisdictions: ["US"],
};

function addressOf(number: number): string {
  return formatAddress(`0x${number.toString(16).padStart(40, "a")}`, "eip155");
}
const A = addressOf(1);
const B = addressOf(2);

async function problemOf(text: string): Promise<Problem> {
  const problem = await parseEntriesCsv(text, DEFAULTS).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  return problem as Problem;
}

test("an address alone takes everything else from the list", async () => {
  const { entries } = await parseEntriesCsv(`address\n${A}\n`, DEFAULTS);
  expect(entries).toEqual([{ address: A.toLowerCase(), family: "eip155", ...DEFAULTS }]);
});

test("an empty cell is an absent one; columns come in any order", async () => {
  const { entries } = await parseEntriesCsv(`severity,address,jurisdictions\n,${A},\nLOW,${B},SC;BS\n`, DEFAULTS);
  expect(entries.map((entry) => [entry.severity, entry.jurisdictions])).toEqual([
    ["HIGH", ["US"]],
    ["LOW", ["BS", "SC"]],
  ]);
});

test("a full row", async () => {
  const row = `${A},ransom,SEVERE,"Court, of ""B""",P1,R-7,https://example.org/a,IL;AE,55,2020-01-01,2021-01-01T00:00:00Z,TLP:RED`;
  const header =
    "address,category,severity,authority,programme,reference,document_url,jurisdictions,confidence,valid_from,valid_to,sharing";
  const expected: AddressEntry = {
    address: A.toLowerCase() as AddressEntry["address"],
    family: "eip155",
    category: "ransom",
    severity: "SEVERE",
    authority: 'Court, of "B"',
    programme: "P1",
    reference: "R-7",
    documentUrl: "https://example.org/a",
    jurisdictions: ["AE", "IL"],
    confidence: 55,
    validFrom: 1_577_836_800,
    validTo: 1_609_459_200,
    sharing: "TLP:RED",
  };
  expect((await parseEntriesCsv(`\ufeff${header}\r\n${row}\r\n`, DEFAULTS)).entries).toEqual([expected]);
});

test("a service is named; nobody else is", async () => {
  const { entries } = await parseEntriesCsv(`address,category,entity\n${A},exchange,Example Exchange\n`, DEFAULTS);
  expect(entries[0]).toMatchObject({ category: "exchange", entity: "Example Exchange" });
  const problem = await problemOf(`address,entity\n${A},Some Person\n`);
  expect(problem.detail).toBe("1 bad row\nline 2: entity: only a service is named, and this one is sanctions");
});

test("a look-alike is named with row, column, character and code point", async () => {
  const tron = formatAddress("0xa614f803b6fd780986a42c78ec9c7f77e6ded13c", "tron");
  const rows = [
    A.replace(/a/i, "а"),
    `${A.slice(0, 9)}\u200b${A.slice(9)}`,
    tron.replace("o", "ο"),
    tron.replace("o", "0"),
  ];
  const problem = await problemOf(`severity,address\n${rows.map((cell) => `HIGH,${cell}`).join("\n")}\n`);
  expect(problem.code).toBe("list_row_invalid");
  expect(problem.detail.split("\n")).toEqual([
    "4 bad rows",
    "line 2: address: character 3 is U+0430, which is not a Latin letter or a digit",
    "line 3: address: character 10 is U+200B, which cannot be seen",
    "line 4: address: character 25 is U+03BF, which is not a Latin letter or a digit",
    'line 5: address: character 25 is U+0030, "0", which no TRON address holds',
  ]);
});

test("a file without an entry is refused: it would take everything off the list", async () => {
  expect((await problemOf("address\n")).detail).toBe("there is no entry in it");
});

test("every bad row is named with line, column and reason", async () => {
  const zero = `0x${"0".repeat(40)}`;
  const rows = [
    "address,severity,confidence,valid_from,valid_to",
    `${A},HIGH,50,,`,
    `${zero},HIGH,50,,`,
    `${B},GRAVE,101,,`,
    "",
    `${B},,,2021-01-01,2021-01-01`,
    ",HIGH,,,",
    `${B},HIGH`,
  ];
  const problem = await problemOf(rows.join("\n"));
  expect(problem.code).toBe("list_row_invalid");
  const lines = problem.detail.split("\n");
  expect(lines[0]).toBe("5 bad rows");
  expect(lines[1]).toMatch(/^line 3: address: .*zero address/);
  expect(lines[2]).toBe(
    "line 4: severity: none of LOW, MEDIUM, HIGH, SEVERE; confidence: not a whole number from 0 to 100",
  );
  expect(lines[3]).toBe("line 6: valid_to: not after valid_from");
  expect(lines[4]).toBe("line 7: address: missing");
  expect(lines[5]).toMatch(/^line 8: 2 cells where the header has 5/);
});

test.each(["-1", "101", "5.5", "1e2", "ten", "0x10"])("confidence %s is refused", async (confidence) => {
  expect((await problemOf(`address,confidence\n${A},${confidence}\n`)).detail).toContain("line 2: confidence:");
});

test("a row that says what another says is named with it", async () => {
  const problem = await problemOf(`address,severity\n${A},\n${B},\n${A.toLowerCase()},HIGH\n`);
  expect(problem.detail).toBe("1 bad row\nline 4: says the same as line 2");
});

test("one address under two programmes is two entries", async () => {
  const { entries } = await parseEntriesCsv(`address,programme\n${A},P1\n${A},P2\n`, DEFAULTS);
  expect(entries).toHaveLength(2);
});

test("a broken quote does not hide the bad rows before it", async () => {
  const problem = await problemOf(`address,authority\nnonsense,x\n${A},"open\n`);
  expect(problem.detail).toMatch(/^2 bad rows\nline 2: address: .*\nafter line 2: a quote .* nothing beyond was read$/);
});

test.each([
  [
    "unknown",
    "address,adress\n",
    'column 2, "adress", is not known; known columns: address, venue, account, category, severity',
  ],
  ["hostile", "address,\u001b[31m\n", '"?[31m"'],
  ["named twice", "address,severity,severity\n", "severity stands twice"],
  ["without address", "severity\n", "no column address"],
  ["missing", "", "there is no header row"],
])("header %s", async (_, text, detail) => {
  const problem = await problemOf(text);
  expect(problem.code).toBe("list_unreadable");
  expect(problem.detail).toContain(detail);
});

test("accounts at venues stand beside addresses, or alone", async () => {
  const mixed = await parseEntriesCsv(`address,venue,account,reference\n${A},,,1\n,Example,12345678,2\n`, DEFAULTS);
  expect(mixed.entries.map(subjectKey)).toEqual([`eip155:${A.toLowerCase()}`, "venue:example:12345678"]);
  const alone = await parseEntriesCsv("venue,account\nexample,12345678\nexample,87654321\n", DEFAULTS);
  expect(alone.entries).toHaveLength(2);
});

test.each([
  [`${A},example,12345678`, "address: beside an account; a row is about one"],
  [`${A},example,`, "address: beside an account; a row is about one"],
  [",example,", "account: missing, and the venue stands without one"],
  [",,12345678", "venue: missing, and the account stands without one"],
  [",example,Jane Doe", "account: is not letters"],
  [",example,1234\u200b", "account: is not letters"],
  [`,example,${A}`, "account: is an address"],
])("a row of %s is refused by its name", async (row, reason) => {
  await expect(parseEntriesCsv(`address,venue,account\n${row}\n`, DEFAULTS)).rejects.toThrow(`line 2: ${reason}`);
});

test("a header needs somebody to speak of", async () => {
  const text = "the header row has no column address, and no columns venue and account";
  await expect(parseEntriesCsv("venue,severity\nexample,LOW\n", DEFAULTS)).rejects.toThrow(text);
});
