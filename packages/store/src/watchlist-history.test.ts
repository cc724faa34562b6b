import type { Entry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import { subjectKey } from "@redflag/domain/entry-subject";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { sampleEntry } from "./list.samples.ts";
import { importListVersion } from "./watchlist.ts";
import {
  countDifferences,
  listDelistings,
  listDifferences,
  listingState,
  listListings,
  listVersionsOf,
  type SubjectDifference,
} from "./watchlist-history.ts";

const db = await openTestDatabase();
let listCount = 0;

async function newList(...versions: ReadonlyArray<readonly Entry[]>): Promise<string> {
  const list = { id: `list-${++listCount}`, title: "A list", authority: "Authority" };
  for (const [index, entries] of versions.entries()) {
    await importListVersion(db, { list, entries, source: `file ${index + 1}` });
  }
  return list.id;
}

async function differ(list: string, from: number, to: number, limit = 1_000): Promise<SubjectDifference[]> {
  const all: SubjectDifference[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listDifferences(db.kysely, { list, from, to }, { limit, ...(after && { after }) });
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return all;
    after = subjectKey(last.subject);
  }
}

test("versions come newest first, page after page, with their source and digest", async () => {
  const list = await newList([sampleEntry(1)], [sampleEntry(1), sampleEntry(2)], [sampleEntry(1)]);
  const [third, second] = await listVersionsOf(db.kysely, list, { limit: 2 });
  expect([third, second]).toMatchObject([
    { seq: 3, entryCount: 1, source: "file 3" },
    { seq: 2, entryCount: 2, source: "file 2" },
  ]);
  const [first, ...rest] = await listVersionsOf(db.kysely, list, { limit: 9, beforeSeq: 2 });
  expect([first?.seq, first?.digest, rest]).toEqual([1, third?.digest, []]);
});

test("an edit shows both sides of one address; two designations of one address are told apart", async () => {
  const [edited, twice, kept] = [sampleEntry("edited"), sampleEntry("twice"), sampleEntry("kept")];
  const second = { ...twice, programme: "another" };
  const list = await newList([edited, twice, kept], [{ ...edited, severity: "LOW" }, twice, second, kept]);
  const found = await differ(list, 1, 2);
  const bySubject = new Map(found.map((row) => [subjectKey(row.subject), row]));
  expect(found).toHaveLength(2);
  expect(bySubject.get(subjectKey(edited))).toMatchObject({
    before: [{ severity: "HIGH", listVersion: 1 }],
    after: [{ severity: "LOW", listVersion: 2 }],
  });
  expect(bySubject.get(subjectKey(twice))).toMatchObject({ before: [], after: [{ programme: "another" }] });
});

test("between any two versions of any history, in either direction, exactly what differs is told, each address once", async () => {
  const state = fc.uniqueArray(fc.tuple(fc.nat(4), fc.constantFrom("HIGH" as const, "LOW" as const)), {
    maxLength: 6,
    selector: ([seed, severity]) => `${seed}${severity}`,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(state, { minLength: 2, maxLength: 5 }), fc.nat(4), fc.nat(4), async (states, a, b) => {
      const contents = [[], ...states.map((each) => each.map(([seed, severity]) => sampleEntry(seed, { severity })))];
      const list = await newList(...contents.slice(1));
      const versions = await listVersionsOf(db.kysely, list, { limit: 99 });
      // The same content twice in a row is one version.
      const kept = contents.filter(
        (content, index) => index === 0 || digestOf(content) !== digestOf(contents[index - 1]) || index === 1,
      );
      expect(versions).toHaveLength(kept.length - 1);
      const [from, to] = [a % kept.length, b % kept.length];
      const ids = (content: readonly Entry[] = []) => new Set(content.map(entryId));
      const [before, after] = [ids(kept[from]), ids(kept[to])];
      const found = await differ(list, from, to, 2);
      expect(found.flatMap((row) => row.before.map(({ entryId }) => entryId)).sort()).toEqual(
        [...before].filter((id) => !after.has(id)).sort(),
      );
      expect(found.flatMap((row) => row.after.map(({ entryId }) => entryId)).sort()).toEqual(
        [...after].filter((id) => !before.has(id)).sort(),
      );
      expect(new Set(found.map(({ subject }) => subjectKey(subject))).size).toBe(found.length);
      expect(await countDifferences(db.kysely, { list, from, to })).toEqual({
        added: found.filter((row) => row.before.length === 0).length,
        removed: found.filter((row) => row.after.length === 0).length,
        changed: found.filter((row) => row.before.length > 0 && row.after.length > 0).length,
      });
    }),
    { numRuns: 25 },
  );
});

function digestOf(content: readonly Entry[] = []): string {
  return content.map(entryId).sort().join();
}

test("as of a time, what was known then: the versions that were there, and how dates stood", async () => {
  const entry = sampleEntry("as of", { validFrom: 1_600_000_000, validTo: 1_700_000_000 });
  const list = await newList([entry], [], [{ ...entry, severity: "LOW" }]);
  const [third, second, first] = await listVersionsOf(db.kysely, list, { limit: 9 });
  const known = async (asOf: Date | undefined) => {
    if (asOf === undefined) throw new Error("no such version");
    const listings = await listListings(db.kysely, entry.address, { asOf, limit: 9 });
    return listings.map((listing) => [listing.firstVersion, listing.entry.severity, listing.endedVersion]);
  };
  expect(await known(first?.createdAt)).toEqual([[1, "HIGH", undefined]]);
  expect(await known(second?.createdAt)).toEqual([]);
  expect(await known(third?.createdAt)).toEqual([[3, "LOW", undefined]]);
  expect(await known(new Date((first?.createdAt.getTime() ?? 0) - 1))).toEqual([]);

  const lives = await listListings(db.kysely, entry.address, { limit: 9 });
  expect(lives.map(({ firstVersion, endedVersion, endedAt }) => [firstVersion, endedVersion, endedAt])).toEqual([
    [1, 2, second?.createdAt],
    [3, undefined, undefined],
  ]);
  const [gone, live] = lives;
  if (gone === undefined || live === undefined) throw new Error("two lives");
  const at = 1_650_000_000;
  expect([listingState(gone, at), listingState(live, at)]).toEqual(["removed", "in_force"]);
  expect([listingState(live, 1), listingState(live, 1_700_000_000)]).toEqual(["listed_later", "delisted"]);
});

test("an address is delisted where its list has nothing left of it, and not by an edit", async () => {
  const [gone, edited, back] = [sampleEntry("gone"), sampleEntry("edited 2"), sampleEntry("back")];
  const list = await newList(
    [gone, edited, back],
    [{ ...edited, severity: "LOW" }],
    [{ ...edited, severity: "LOW" }, back],
  );
  const found = await listDelistings(db.kysely, [gone.address, edited.address, back.address]);
  const { createdAt } = (await listVersionsOf(db.kysely, list, { limit: 9 }))[1] ?? {};
  expect(found).toEqual(new Map([[gone.address, [{ list, entryId: entryId(gone), version: 2, at: createdAt }]]]));
  expect(await listDelistings(db.kysely, [])).toEqual(new Map());
});
