import { formatSubject } from "@redflag/domain/entry-subject";
import { describe, expect, test } from "vitest";
import { collectImport } from "./collect-import.ts";
import type { EntryDefaults } from "./entry-row.ts";
import { IMPORTERS } from "./importer-registry.ts";
import { inPieces } from "./importers.samples.ts";

/** No sample says any of these, so whatever is left of them is a default. */
const DEFAULTS: EntryDefaults = {
  category: "other",
  severity: "LOW",
  authority: "the list's",
  confidence: 1,
  sharing: "TLP:AMBER",
};

const SUBJECT_FIELDS = new Set(["address", "family", "venue", "account"]);

const collect = (importer: (typeof IMPORTERS)[number], parts: ReadonlyArray<string | Uint8Array>, bytesEach?: number) =>
  collectImport(
    importer,
    parts.map((part) => inPieces(part, bytesEach)),
    DEFAULTS,
  );

describe.each(IMPORTERS.map((importer) => [importer.id, importer] as const))("importer %s", (_, importer) => {
  const { parts, entries: expected, foreign = {}, refused = 0 } = importer.sample;

  test.each([1, 7, 1_000_000])("reads its sample, in pieces of %d bytes", async (bytesEach) => {
    const { entries, account } = await collect(importer, parts, bytesEach);
    const isSaid = ([name, value]: [string, unknown]) =>
      !SUBJECT_FIELDS.has(name) && DEFAULTS[name as "severity"] !== value;
    const said = entries.map((entry) => [
      formatSubject(entry),
      Object.fromEntries(Object.entries(entry).filter(isSaid)),
    ]);
    expect(said).toEqual(expected);
    expect(account.foreign).toEqual(foreign);
    expect(account.refusals).toHaveLength(refused);
  });

  test("what was cut off is refused, unless it ends with a whole line of a format that has no end mark", async () => {
    const whole = await collect(importer, parts);
    const [first = "", ...others] = parts;
    const subjects = ({ entries }: typeof whole) => entries.map(formatSubject);
    for (let end = 0; end < first.length; end++) {
      const cut = first.slice(0, end);
      const read = await collect(importer, [cut, ...others]).catch((error: Error) => error);
      if (read instanceof Error) expect(read).toMatchObject({ code: /^list_(?:unreadable|row_invalid)$/ });
      else if (cut.endsWith("\n")) expect(subjects(whole)).toEqual(expect.arrayContaining(subjects(read)));
      else expect({ end, read }).toEqual({ end, read: whole });
    }
  });

  test("another encoding is refused with its place", async () => {
    const [first = "", ...others] = parts;
    const latin1 = Buffer.concat([Buffer.from(first), Buffer.from("é\n", "latin1")]);
    await expect(collect(importer, [latin1, ...others])).rejects.toThrow(/line \d+: not UTF-8|cut off/);
    const utf16 = Buffer.from(`\ufeff${first}`, "utf16le");
    await expect(collect(importer, [utf16, ...others])).rejects.toThrow("line 1: the file is UTF-16");
    await expect(collect(importer, [utf16.subarray(2), ...others])).rejects.toThrow(/line 1: .*NUL/);
    await expect(collect(importer, ["", ...others])).rejects.toThrow("empty");
  });
});

test.each([
  ["lists in lists", "[".repeat(100_000) + "]".repeat(100_000)],
  ["objects in objects", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  [
    "a list in the place of a text",
    `{"type":"bundle","objects":[{"type":"indicator","pattern":${"[".repeat(100_000)}${"]".repeat(100_000)}}]}`,
  ],
  [
    "a line of the same",
    `{"id":"a","schema":"CryptoWallet","properties":{"publicKey":${"[".repeat(100_000)}${"]".repeat(100_000)}}}\n`,
  ],
  ["aliases of aliases", ["a: &a [x,x,x,x,x,x,x,x,x]", ...aliases("abcdefghi"), "tags: *i", ""].join("\n")],
])("nesting without end and aliases of aliases are refused: %s", async (_, text) => {
  for (const importer of IMPORTERS) {
    const outcome = await collect(importer, [text], 65_536).catch((error: unknown) => error);
    expect(outcome, importer.id).toMatchObject({ code: expect.stringMatching(/^list_/) });
  }
});

/** Each nine times the one before. */
function aliases(names: string): string[] {
  return [...names].slice(1).map((name, i) => `${name}: &${name} [${Array(9).fill(`*${names[i]}`).join(",")}]`);
}
