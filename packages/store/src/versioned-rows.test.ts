import { parseAddress } from "@redflag/domain/address";
import type { BorderNote } from "@redflag/domain/border-table";
import type { EnrichmentRow } from "@redflag/domain/enrichment";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { importBorders, listBorderLists, listBordersAt, listBorderVersions } from "./border.ts";
import { endEnrichment, importEnrichment, listEnrichmentAt, listEnrichmentVersions } from "./enrichment.ts";

import type { RowsChange } from "./versioned-rows.ts";

const db = await openTestDatabase();
let listCount = 0;
const newList = () => `list-${String(++listCount).padStart(3, "0")}`;
const said = { source: "Example", date: "2026-01-01" };
const risk = (jurisdiction: string, note?: string): BorderNote => {
  return { kind: "higher_risk", jurisdiction, ...said, ...(note !== undefined && { note }) };
};
const options: RowsChange = {
  source: "test",
  by: { actor: { kind: "system", id: "test", name: "test" }, at: new Date() },
};

test("notes come back as they were said, in each version", async () => {
  const list = newList();
  const notes: BorderNote[] = [risk("IR", "a remark"), { kind: "corridor", from: "TR", to: "SY", ...said }];
  expect(await importBorders(db, list, notes, options)).toEqual({
    seq: 1,
    added: 2,
    removed: 0,
    unchanged: 0,
    isNew: true,
  });
  expect(await importBorders(db, list, notes.toReversed(), options)).toMatchObject({
    seq: 1,
    unchanged: 2,
    isNew: false,
  });
  expect(await importBorders(db, list, [risk("IR"), risk("KP")], options)).toMatchObject({
    seq: 2,
    added: 2,
    removed: 2,
  });
  const at = async (seq: number) => listBordersAt(db.kysely, { [list]: seq });
  expect(await at(1)).toEqual([notes[1], notes[0]].map((note) => ({ ...note, list, listVersion: 1 })));
  expect(await at(2)).toEqual([risk("IR"), risk("KP")].map((note) => ({ ...note, list, listVersion: 2 })));
  expect(await listBordersAt(db.kysely, { nowhere: 1 })).toEqual([]);
  expect((await listBorderVersions(db.kysely))[list]).toBe(2);
  expect((await listBorderLists(db.kysely)).find(({ id }) => id === list)).toMatchObject({
    seq: 2,
    rowCount: 2,
    source: "test",
  });
});

test("a dry run tells the same and leaves nothing", async () => {
  const list = newList();
  const dry = await importBorders(db, list, [risk("IR")], { ...options, isDryRun: true });
  expect((await listBorderVersions(db.kysely))[list]).toBeUndefined();
  expect(await importBorders(db, list, [risk("IR")], options)).toEqual(dry);
});

const turnover = (n: number, amount: number): EnrichmentRow => {
  const { address, family } = parseAddress(`0x${n.toString(16).padStart(40, "0")}`);
  return { kind: "turnover", address, family, amount, currency: "USD" };
};

test("what a VASP supplies adds up, and is ended for an address or wholly, in versions of their own", async () => {
  const list = newList();
  await importEnrichment(db, list, [turnover(1, 100), turnover(2, 100)], options);
  expect(await importEnrichment(db, list, [turnover(2, 200), turnover(3, 300)], options)).toMatchObject({
    seq: 2,
    added: 2,
    removed: 1,
    unchanged: 1,
  });
  const about = { address: turnover(2, 0).address, family: "eip155" } as const;
  expect(await endEnrichment(db, list, { ...about, family: "tron" }, options)).toMatchObject({ isNew: false });
  expect(await endEnrichment(db, list, about, options)).toMatchObject({ seq: 3, removed: 1, unchanged: 2 });
  expect(await endEnrichment(db, list, undefined, options)).toMatchObject({ seq: 4, removed: 2, unchanged: 0 });
  const amounts = async (seq: number) =>
    (await listEnrichmentAt(db.kysely, { [list]: seq })).map((row) => (row.kind === "turnover" ? row.amount : 0));
  expect(await Promise.all([1, 2, 3, 4].map(amounts))).toEqual([[100, 100], [100, 200, 300], [100, 300], []]);
  expect((await listEnrichmentVersions(db.kysely))[list]).toBe(4);
});

test("changes of one list at the same time come one after the other", async () => {
  const list = newList();
  const imports = [1, 2, 3, 4].map((n) => importEnrichment(db, list, [turnover(n, n)], options));
  expect((await Promise.all(imports)).map(({ seq }) => seq).sort()).toEqual([1, 2, 3, 4]);
  expect(await listEnrichmentAt(db.kysely, { [list]: 4 })).toHaveLength(4);
});

test("every version of a random history reads back as what was said until then", async () => {
  const row = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }));
  const change = fc.oneof(
    fc.uniqueArray(row, { selector: ([n]) => n, minLength: 1, maxLength: 4 }),
    fc.integer({ min: 1, max: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
      const list = newList();
      const standing = new Map<number, number>();
      const versions = new Map<number, Array<[number, number]>>();
      for (const each of changes) {
        if (typeof each === "number") standing.delete(each);
        else for (const [n, amount] of each) standing.set(n, amount);
        const made = Array.isArray(each)
          ? await importEnrichment(
              db,
              list,
              each.map(([n, amount]) => turnover(n, amount)),
              options,
            )
          : await endEnrichment(db, list, { address: turnover(each, 0).address, family: "eip155" }, options);
        // Whoever has said nothing ends nothing.
        if (made === undefined) continue;
        versions.set(
          made.seq,
          [...standing].sort(([a], [b]) => a - b),
        );
      }
      for (const [seq, expected] of versions) {
        const rows = await listEnrichmentAt(db.kysely, { [list]: seq });
        expect(rows.map((found) => found.kind === "turnover" && found.amount)).toEqual(
          expected.map(([, amount]) => amount),
        );
      }
    }),
    { numRuns: 20 },
  );
});
