import { createHash } from "node:crypto";
import type { Entry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import type { Hash } from "@redflag/domain/hex";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { bytesOf } from "./bytes.ts";
import { sampleEntry } from "./list.samples.ts";
import { versionDigest } from "./list-digest.ts";
import { importListVersion } from "./watchlist.ts";

const db = await openTestDatabase();
let listCount = 0;
const newList = () => ({ id: `digested-${++listCount}`, title: "A list", authority: "Authority" });
const idsOf = (entries: readonly Entry[]) => [...new Set(entries.map(entryId))].sort();
const bring = (list: ReturnType<typeof newList>, entries: readonly Entry[]) =>
  importListVersion(db, { list, entries, source: "test" });

async function currentOf(listId: string) {
  const { rows } = await db.pool.query(
    "select digest, digest_kind, entry_count from list_version where list_id = $1 order by seq desc limit 1",
    [listId],
  );
  return rows[0];
}

/** As a list looks that had its version before there were buckets. */
async function makeOld(listId: string, entries: readonly Entry[]): Promise<void> {
  await db.pool.query("delete from list_bucket where list_id = $1", [listId]);
  await db.pool.query("update list_version set digest_kind = 1, digest = $2 where list_id = $1", [
    listId,
    versionDigest(1, idsOf(entries)),
  ]);
}

test("of kind 2 it is what the recipe says", () => {
  const sha256 = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
  const idFrom = (digits: string): Hash => `0x${digits.padEnd(64, "0")}`;
  const ids = ["000", "0001", "0a8", "fff", "ffff"].map(idFrom);
  const [a, b, c, d, e] = ids.map(bytesOf) as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const expected = sha256(
    ...[Buffer.from("0000", "hex"), sha256(a, b), Buffer.from("00a8", "hex"), sha256(c)],
    ...[Buffer.from("0fff", "hex"), sha256(d, e)],
  );
  expect([versionDigest(2, ids), versionDigest(1, ids)]).toEqual([expected, sha256(a, b, c, d, e)]);
  expect(versionDigest(2, [])).toEqual(sha256());
});

test("whatever came and went before, by whatever steps, equal contents have the digest of a list that begins with them", async () => {
  // Few entries, so that buckets empty and fill again; many beside them, so that some share a bucket.
  const many = Array.from({ length: 300 }, (_, i) => sampleEntry(`many ${i}`));
  const few = fc.subarray(Array.from({ length: 8 }, (_, i) => sampleEntry(i)));
  const step = fc.record({ few, hasMany: fc.boolean(), isOld: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const list = newList();
      for (const { few: some, hasMany, isOld } of steps) {
        const entries = hasMany ? [...many, ...some] : some;
        await bring(list, entries);
        expect(await currentOf(list.id)).toMatchObject({ entry_count: entries.length });
        if (isOld) await makeOld(list.id, entries);
        const { digest, digest_kind: kind } = await currentOf(list.id);
        expect(digest).toEqual(versionDigest(kind, idsOf(entries)));
        expect(await bring(list, [...entries].reverse())).toMatchObject({ isNew: false });
      }
    }),
    { numRuns: 15 },
  );
});

test("a version from before keeps its digest, and the next one has one of today", async () => {
  const list = newList();
  const entries = [sampleEntry(1), sampleEntry(2)];
  await bring(list, entries);
  await makeOld(list.id, entries);
  expect(await bring(list, entries)).toMatchObject({ seq: 1, isNew: false });
  expect(await currentOf(list.id)).toMatchObject({ digest_kind: 1, digest: versionDigest(1, idsOf(entries)) });
  const more = [...entries, sampleEntry(3)];
  await bring(list, more);
  expect(await currentOf(list.id)).toMatchObject({ digest_kind: 2, digest: versionDigest(2, idsOf(more)) });
});
