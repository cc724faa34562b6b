import type { Hash } from "@redflag/domain/hex";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { sampleEntry } from "./list.samples.ts";
import { rowsReadBy } from "./rows-read.samples.ts";
import { findSharedEntries } from "./shared-entry-page.ts";
import { importListVersion } from "./watchlist.ts";

const db = await openTestDatabase();
const COUNT = 3_000;
const shared = Array.from({ length: COUNT }, (_, n) => sampleEntry(n, { sharing: n % 2 ? "TLP:GREEN" : "TLP:CLEAR" }));
const inside = Array.from({ length: COUNT }, (_, n) => sampleEntry(`inside-${n}`));
const bring = (id: string, entries: typeof shared) =>
  importListVersion(db, { list: { id, title: "T", authority: "A" }, entries, source: "test" });
await bring("long", [...shared, ...inside]);
await bring("inside", inside);
await bring("emptied", [...shared.slice(0, 2), ...inside]);
await bring("emptied", inside);
await db.pool.query("analyze shared_entry");

test("what is shared is read to its end by pages, each entry once, and nothing else", async () => {
  const ids: string[] = [];
  const addresses = new Set<string>();
  for (let after: Hash | undefined; ; ) {
    const page = await findSharedEntries(db.kysely, "long", { limit: 700, ...(after && { after }) });
    expect(page).toMatchObject({ seq: 1, entryCount: COUNT });
    const { entries = [] } = page ?? {};
    for (const { entryId, address } of entries) {
      ids.push(entryId);
      addresses.add(address);
    }
    after = entries.at(-1)?.entryId as Hash | undefined;
    if (entries.length < 700) break;
  }
  expect(ids).toEqual([...ids].sort());
  expect(addresses).toEqual(new Set(shared.map(({ address }) => address)));
});

test("a list that never shared anything is none; one that shares nothing any more is empty", async () => {
  expect(await findSharedEntries(db.kysely, "inside", { limit: 10 })).toBeUndefined();
  expect(await findSharedEntries(db.kysely, "nobody", { limit: 10 })).toBeUndefined();
  expect(await findSharedEntries(db.kysely, "emptied", { limit: 10 })).toMatchObject({ seq: 2, entries: [] });
});

test("a page reads its own rows, wherever it stands in the list", async () => {
  const [half] = (await findSharedEntries(db.kysely, "long", { limit: COUNT / 2 }))?.entries.slice(-1) ?? [];
  const read = (after?: Hash) =>
    rowsReadBy(db, "shared_entry", (tx) => findSharedEntries(tx, "long", { limit: 100, ...(after && { after }) }));
  expect(await read()).toBeLessThanOrEqual(101);
  expect(await read(half?.entryId as Hash)).toBeLessThanOrEqual(101);
  expect(await rowsReadBy(db, "list_entry", (tx) => findSharedEntries(tx, "long", { limit: 100 }))).toBe(0);
});
