import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { finishBackfills, insertBackfill } from "./backfill.ts";
import type { Database } from "./database.ts";
import { insertLane } from "./lane.ts";
import { rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";
import { ensurePartitions } from "./partition.ts";
import { indexPartition, listUnindexedPartitions } from "./partition-index.ts";

const db = await openTestDatabase();

/** Partitions are ten blocks wide; the lane begins at 60 and a backfill wants 15 to 69. */
async function openBackfill(id: number) {
  const chain = sampleChain(id);
  await insertLane(db.kysely, id, 60);
  await insertBackfill(db.kysely, id, { from: 15, to: 69 });
  return chain;
}

async function indexNames(on: Database, chainId: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select indexname as name from pg_indexes
    where starts_with(tablename, 'transfer_' || ${`${chainId}`} || '_') and indexname !~ 'pkey' order by 1`.execute(
    on.kysely,
  );
  return rows.map(({ name }) => name);
}

test("only partitions wholly inside a running backfill and below the lane go without indexes", async () => {
  const chain = await openBackfill(1);
  await ensurePartitions(db, chain, 0, 79);
  expect(await listUnindexedPartitions(db.kysely, 1)).toEqual([2, 3, 4, 5]);
  // Another chain whose number begins alike, and one that no lane screens yet.
  await insertBackfill(db.kysely, 11, { from: 0, to: 99 });
  await ensurePartitions(db, sampleChain(11), 0, 29);
  expect(await listUnindexedPartitions(db.kysely, 11)).toEqual([]);
});

test("a finished backfill leaves no partition without", async () => {
  const chain = await openBackfill(2);
  await finishBackfills(db.kysely, 2, { from: 15, to: 69 });
  await ensurePartitions(db, chain, 20, 49);
  expect(await listUnindexedPartitions(db.kysely, 2)).toEqual([]);
});

test("they are built once what was loaded is there; again is harmless, and a crash leaves the rest to be built", async () => {
  const chain = await openBackfill(3);
  await writeRange(db, chain, rangeOf(trunk, 20, 49));
  expect(await indexNames(db, 3)).toEqual([]);
  expect(await indexPartition(db, 3, 2)).toBe(true);
  expect(await indexNames(db, 3)).toEqual(["transfer_3_2_recipient", "transfer_3_2_sender"]);
  await sql`drop index transfer_3_2_sender`.execute(db.kysely);
  expect(await listUnindexedPartitions(db.kysely, 3)).toEqual([2, 3, 4]);
  for (const ordinal of [2, 3, 4, 4]) expect(await indexPartition(db, 3, ordinal)).toBe(true);
  expect(await listUnindexedPartitions(db.kysely, 3)).toEqual([]);
  expect(await indexNames(db, 3)).toHaveLength(6);
});

test("what one process builds no other does, and nobody who writes elsewhere waits", async () => {
  const chain = await openBackfill(4);
  await writeRange(db, chain, rangeOf(trunk, 20, 39));
  await db.kysely.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('redflag:index:4_2', 0))`.execute(tx);
    await sql`create index transfer_4_2_sender on transfer_4_2 (sender, block_number)`.execute(tx);
    expect(await indexPartition(db, 4, 2)).toBe(false);
    expect(await indexPartition(db, 4, 3)).toBe(true);
    expect(await writeRange(db, chain, rangeOf(trunk, 40, 69))).toMatchObject({ outcome: "written" });
  });
  expect(await indexPartition(db, 4, 2)).toBe(true);
});
