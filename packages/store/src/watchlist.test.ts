import type { Entry, ListedEntry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listEntriesAt, readEntriesAt, sampleEntry } from "./list.samples.ts";
import { findEntriesOf, findImportAccount, importListVersion, listLists, listListVersions } from "./watchlist.ts";

const db = await openTestDatabase();
let listCount = 0;
const newList = () => ({ id: `list-${++listCount}`, title: "A list", authority: "Authority" });

const full = sampleEntry("full", {
  programme: 'with "quotes", {braces}, \\ and\na line',
  reference: "null",
  documentUrl: "https://authority.example/1",
  entity: "An Exchange",
  jurisdictions: ["BS", "SC"],
  confidence: 0,
  validFrom: 1_600_000_000,
  validTo: 1_700_000_000,
});

const idsOf = (entries: readonly Entry[]) => entries.map(entryId).sort();
const strip = ({ list: _, listVersion: __, entryId: ___, ...entry }: ListedEntry): Entry => entry;

test("entries come back to the last field, with the version asked for, ordered by id", async () => {
  const list = newList();
  const entries = [full, sampleEntry(1), sampleEntry(2), sampleEntry(1)];
  const imported = await importListVersion(db, { list, entries, source: "test" });
  expect(imported).toEqual({ seq: 1, added: 3, removed: 0, unchanged: 0, isNew: true });
  const read = await listEntriesAt(db.kysely, { [list.id]: 1 });
  expect(read.map((entry) => entry.entryId)).toEqual(idsOf(entries.slice(0, 3)));
  expect(read.find((entry) => entry.address === full.address)).toEqual({
    ...full,
    list: list.id,
    listVersion: 1,
    entryId: entryId(full),
  });
});

test("the same content in another order is no new version", async () => {
  const list = newList();
  await importListVersion(db, { list, entries: [full, sampleEntry(1)], source: "one" });
  const again = await importListVersion(db, { list, entries: [sampleEntry(1), full], source: "two" });
  expect(again).toEqual({ seq: 1, added: 0, removed: 0, unchanged: 2, isNew: false });
});

test("an entry has its life: listed, delisted, listed again", async () => {
  const list = { ...newList(), url: "https://authority.example" };
  const subject = sampleEntry("life");
  for (const entries of [[subject, full], [full], [full, subject], [full, { ...subject, severity: "LOW" as const }]]) {
    await importListVersion(db, { list, entries, source: "test" });
  }
  const lives = await findEntriesOf(db.kysely, subject.address);
  expect(lives.map(({ firstSeq, endedSeq, entry }) => [firstSeq, endedSeq, entry.severity, entry.listVersion])).toEqual(
    [
      [1, 2, "HIGH", 1],
      [3, 4, "HIGH", 3],
      [4, undefined, "LOW", 4],
    ],
  );
  const fullLife = (await findEntriesOf(db.kysely, full.address)).find((life) => life.entry.list === list.id);
  expect(fullLife).toMatchObject({ firstSeq: 1, entry: { listVersion: 4 } });
  expect((await listLists(db.kysely)).find((summary) => summary.id === list.id)).toMatchObject({
    ...list,
    seq: 4,
    entryCount: 2,
  });
  expect((await listListVersions(db.kysely))[list.id]).toBe(4);
});

test("an empty list is a version; lists that were never imported have none", async () => {
  const list = newList();
  expect(await importListVersion(db, { list, entries: [], source: "test" })).toMatchObject({ seq: 1, isNew: true });
  expect(await listEntriesAt(db.kysely, { [list.id]: 1, nowhere: 1 })).toEqual([]);
});

test("every version of a random history reads back as it was imported", async () => {
  const history = fc.array(fc.uniqueArray(fc.nat(9), { maxLength: 8 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(history, async (states) => {
      const list = newList();
      const versions = new Map<number, number[]>();
      for (const state of states) {
        const entries = state.map((seed) => sampleEntry(seed));
        const before = [...versions.values()].at(-1);
        const { seq, added, removed, unchanged } = await importListVersion(db, { list, entries, source: "test" });
        expect(added + unchanged).toBe(state.length);
        expect(removed).toBe((before ?? []).filter((seed) => !state.includes(seed)).length);
        versions.set(seq, state);
      }
      expect([...versions.keys()]).toEqual(Array.from({ length: versions.size }, (_, index) => index + 1));
      for (const [seq, state] of versions) {
        const read = await listEntriesAt(db.kysely, { [list.id]: seq });
        expect(idsOf(read.map(strip))).toEqual(idsOf(state.map((seed) => sampleEntry(seed))));
      }
    }),
    { numRuns: 15 },
  );
});

test("imports of one list at the same time come one after the other", async () => {
  const list = newList();
  const imports = [1, 2, 3, 1, 2, 3].map((seed) =>
    importListVersion(db, { list, entries: [full, sampleEntry(seed)], source: "test" }),
  );
  const seqs = (await Promise.all(imports)).filter((result) => result.isNew).map((result) => result.seq);
  expect(seqs.sort()).toEqual(seqs.map((_, index) => index + 1));
  const current = (await listListVersions(db.kysely))[list.id] ?? 0;
  expect(await listEntriesAt(db.kysely, { [list.id]: current })).toHaveLength(2);
});

test("a list longer than a page comes whole, each entry once", async () => {
  const list = newList();
  const entries = Array.from({ length: 25_000 }, (_, index) => sampleEntry(index));
  expect(await importListVersion(db, { list, entries, source: "test" })).toMatchObject({ added: 25_000 });
  const seen: string[] = [];
  for await (const entry of readEntriesAt(db.kysely, { [list.id]: 1 })) seen.push(entry.entryId);
  expect(seen).toEqual(idsOf(entries));
});

test("what became of a file's rows is kept with its version, as it was last read", async () => {
  const list = newList();
  expect(await findImportAccount(db.kysely, list.id)).toBeUndefined();
  await importListVersion(db, { list, entries: [full], source: "test", account: { rows: 2, refusals: ["a", null] } });
  expect(await findImportAccount(db.kysely, list.id)).toEqual({ rows: 2, refusals: ["a", null] });

  const again = await importListVersion(db, { list, entries: [full], source: "test", account: { rows: 3 } });
  expect(again).toMatchObject({ seq: 1, isNew: false });
  expect(await findImportAccount(db.kysely, list.id)).toEqual({ rows: 3 });
  await importListVersion(db, { list, entries: [sampleEntry("next")], source: "test" });
  expect(await findImportAccount(db.kysely, list.id)).toBeUndefined();
});

test("the name of what issuers have frozen is no list's", async () => {
  const list = { ...newList(), id: "issuer-freezes" };
  await expect(importListVersion(db, { list, entries: [full], source: "a file" })).rejects.toMatchObject({
    code: "list_undescribed",
    detail: expect.stringContaining("follows from the ledger"),
  });
});
