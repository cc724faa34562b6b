import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { ENTRIES_LOOKED_AT_MAX, type EntryPlace, type EntryQuery, listEntryPage } from "./entry-page.ts";
import { sampleAccount, sampleEntry } from "./list.samples.ts";
import { rowsReadBy } from "./rows-read.samples.ts";
import { importListVersion } from "./watchlist.ts";
import type { Listing } from "./watchlist-history.ts";

const db = await openTestDatabase();
const address = (digits: string): Address => `0x${digits.padEnd(40, "0")}`;
const read = (id: string, entries: Parameters<typeof importListVersion>[1]["entries"]) =>
  importListVersion(db, { list: { id, title: "T", authority: "A" }, entries, source: "test" });

const DAY = 86_400;
const NOW = 1_800_000_000;
const old = [
  sampleEntry("a", { address: address("aa1111"), reference: "ORD-7", category: "terrorist_financing" }),
  sampleEntry("b", { address: address("aa2222"), entity: "Pay Example", validTo: NOW - DAY }),
  sampleAccount("7711", { venue: "example-venue", sharing: "TLP:GREEN" }),
];
const gone = sampleEntry("gone", { address: address("aa3333") });
const later = sampleEntry("later", { address: address("aa4444"), validFrom: NOW + DAY });
await read("few", [...old, gone]);
await read("few", [...old, later]);

const big = Array.from({ length: ENTRIES_LOOKED_AT_MAX + 100 }, (_, n) =>
  sampleEntry(n, { address: address(`b${n.toString(16).padStart(7, "0")}`) }),
);
await read("many", big);
await db.pool.query("analyze list_entry");

const ask = (query: Partial<EntryQuery>) =>
  listEntryPage(db.kysely, { list: "few", version: 2, time: NOW, filter: {}, limit: 50, ...query });

const nameOf = ({ entry }: Listing) => ("address" in entry ? entry.address.slice(2, 8) : entry.account);
const names = async (query: Partial<EntryQuery>) => (await ask(query)).items.map(nameOf).sort();

test("a version's entries are told, the newest first, as that version holds them", async () => {
  const { items, next } = await ask({});
  expect(items.map(nameOf).sort()).toEqual(["7711", "aa1111", "aa2222", "aa4444"]);
  expect(nameOf(items[0] as Listing)).toBe("aa4444");
  expect(next).toBeUndefined();
  expect(items[0]).toMatchObject({ firstVersion: 2, entry: { listVersion: 2 } });
  expect(await names({ version: 1 })).toEqual(["7711", "aa1111", "aa2222", "aa3333"]);
});

test.each<[string, Partial<EntryQuery>, string[]]>([
  ["a reference, in whatever case", { filter: { text: "ord-7" } }, ["aa1111"]],
  ["a business", { filter: { text: "pay ex" } }, ["aa2222"]],
  ["an account's venue", { filter: { text: "example-v" } }, ["7711"]],
  ["a sign of SQL, as it is", { filter: { text: "%" } }, []],
  [
    "a text that may be an address, too",
    { filter: { text: "7711", orAddresses: [{ from: address("aa4"), to: `0x${"aa4".padEnd(40, "f")}` as Hex }] } },
    ["7711", "aa4444"],
  ],
  ["a category", { filter: { category: "terrorist_financing" } }, ["aa1111"]],
  ["who may know", { filter: { sharing: "TLP:GREEN" } }, ["7711"]],
  ["what is in force", { filter: { state: "in_force" } }, ["7711", "aa1111"]],
  ["what will be", { filter: { state: "listed_later" } }, ["aa4444"]],
  ["what was by its dates", { filter: { state: "delisted" } }, ["aa2222"]],
  ["an address", { addresses: { from: address("aa2222"), to: address("aa2222") } }, ["aa2222"]],
  ["an address of another list", { addresses: { from: address("b00001"), to: address("b00002") } }, []],
])("%s is found", async (_, query, found) => {
  expect(await names(query)).toEqual(found);
});

test("whatever the size of the pages, they hold each entry once and in one order", async () => {
  const span = { from: address("aa"), to: `0x${"aa".padEnd(40, "f")}` as Hex };
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.boolean(), async (limit, isByAddress) => {
      const query = isByAddress ? { addresses: span } : {};
      const seen: string[] = [];
      for (let after: EntryPlace | undefined, isMore = true; isMore; ) {
        const page = await ask({ ...query, limit, ...(after && { after }) });
        seen.push(...page.items.map(nameOf));
        after = page.next;
        isMore = after !== undefined;
      }
      expect(seen).toEqual((await ask(query)).items.map(nameOf));
    }),
    { numRuns: 12 },
  );
});

test("a page of a long list costs a page, first and later", async () => {
  const rows = (query: Partial<EntryQuery>) =>
    rowsReadBy(db, "list_entry", (tx) =>
      listEntryPage(tx, { list: "many", version: 1, time: NOW, filter: {}, limit: 50, ...query }),
    );
  const { next } = await ask({ list: "many", version: 1 });
  expect(await rows({})).toBeLessThan(200);
  expect(await rows(next === undefined ? {} : { after: next })).toBeLessThan(200);
  const one = address("b0000100");
  expect(await rows({ addresses: { from: one, to: one } })).toBeLessThan(10);
});

test("where nothing fits, a page ends after a bounded number of rows and says where to go on", async () => {
  const query = { list: "many", version: 1, filter: { text: "nothing" } };
  const first = await ask(query);
  expect(first.items).toEqual([]);
  expect(first.next).toBeDefined();
  expect(await ask({ ...query, ...(first.next && { after: first.next }) })).toEqual({ items: [] });
  const read = await rowsReadBy(db, "list_entry", (tx) => listEntryPage(tx, { ...query, time: NOW, limit: 50 }));
  // To look through, and to find where that ended.
  expect(read).toBeLessThanOrEqual(2 * ENTRIES_LOOKED_AT_MAX);
});
