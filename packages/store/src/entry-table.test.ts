import type { Entry } from "@redflag/domain/entry";
import { byListThenId } from "@redflag/domain/watchlist-matcher";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { readEntryTable } from "./entry-table.ts";
import { listEntriesAt, sampleAccount, sampleEntry } from "./list.samples.ts";
import { importListVersion } from "./watchlist.ts";

const db = await openTestDatabase();
let listCount = 0;

async function importVersions(...versions: ReadonlyArray<readonly Entry[]>): Promise<string> {
  const list = { id: `list-${++listCount}`, title: "A list", authority: "Authority" };
  for (const entries of versions) await importListVersion(db, { list, entries, source: "test" });
  return list.id;
}

async function entriesAt(versions: Record<string, number>) {
  const { size, addresses, entryAt } = await readEntryTable(db.kysely, versions);
  const entries = Array.from({ length: size }, (_, index) => entryAt(index));
  const keys = Array.from({ length: size }, (_, at) => Buffer.from(addresses.subarray(at * 20, at * 20 + 20)));
  expect(keys.map((key) => `0x${key.toString("hex")}`)).toEqual(entries.map(({ address }) => address));
  return entries.sort(byListThenId);
}

const said = fc.record(
  {
    family: fc.constantFrom("eip155", "tron"),
    programme: fc.constantFrom('with "quotes", {braces}, \\ and\na line', "null", ""),
    reference: fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
    documentUrl: fc.constant("https://authority.example/1"),
    entity: fc.constantFrom("An Exchange", "Another"),
    jurisdictions: fc.constantFrom(["BS", "SC"], ["KE"]),
    confidence: fc.nat(100),
    validFrom: fc.constantFrom(0, 1_600_000_000),
    validTo: fc.constant(1_700_000_000),
    sharing: fc.constantFrom("TLP:RED", "TLP:CLEAR"),
  },
  { requiredKeys: [] },
);
const anyEntry = fc
  .tuple(fc.nat(6), said)
  .map(([seed, fields]): Entry => sampleEntry(seed, fields as Parameters<typeof sampleEntry>[1]));

test("holds what reading every entry gives, at each version of each list", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anyEntry, { maxLength: 8 }), { minLength: 2, maxLength: 4 }), async (drawn) => {
      const [first, second] = [
        await importVersions(...drawn),
        await importVersions([...(drawn[0] ?? []), sampleAccount("a")]),
      ];
      for (const seq of drawn.keys()) {
        for (const versions of [{ [first]: seq + 1 }, { [second]: 1, [first]: seq }]) {
          const whole = await listEntriesAt(db.kysely, versions);
          expect(await entriesAt(versions)).toEqual(whole.sort(byListThenId));
        }
      }
    }),
    { numRuns: 25 },
  );
});

test("goes on behind a page, and gives an entry's object once", async () => {
  const entries = Array.from({ length: 20_001 }, (_, seed) => sampleEntry(seed));
  const versions = { [await importVersions(entries)]: 1 };
  expect(await entriesAt(versions)).toEqual(await listEntriesAt(db.kysely, versions));
  const { entryAt } = await readEntryTable(db.kysely, versions);
  expect(entryAt(7)).toBe(entryAt(7));
});

test("holds nothing of a list that has nothing", async () => {
  expect(await readEntryTable(db.kysely, { nowhere: 1 })).toMatchObject({ size: 0 });
});
