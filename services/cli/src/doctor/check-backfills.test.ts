import { demo } from "@redflag/domain/chains/demo";
import { finishBackfills, insertBackfill } from "@redflag/store/backfill";
import { insertLane } from "@redflag/store/lane";
import { rangeOf, trunk } from "@redflag/store/ledger.samples";
import { writeRange } from "@redflag/store/ledger-write";
import { indexPartition } from "@redflag/store/partition-index";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import { checkBackfills } from "./check-backfills.ts";

const db = await openTestDatabase();
const chain = { ...demo, partitionBlocks: 10 };

test("a backfill says what it has left to read, and then a partition without its index is wrong", async () => {
  expect(await checkBackfills(db.kysely, chain)).toEqual([]);
  await insertLane(db.kysely, chain.id, 100);
  const span = { from: 10, to: 39 };
  await insertBackfill(db.kysely, chain.id, span);
  await writeRange(db, chain, rangeOf(trunk, 15, 29));
  expect(await checkBackfills(db.kysely, chain)).toMatchObject([
    { status: "note", text: "blocks 10 to 39 (15 blocks to read)", facts: { spans: [span] } },
  ]);
  await writeRange(db, chain, rangeOf(trunk, 10, 39));
  expect(await checkBackfills(db.kysely, chain)).toMatchObject([
    { text: "blocks 10 to 39 (stored, not all checked or indexed yet)" },
  ]);

  await finishBackfills(db.kysely, chain.id, span);
  await indexPartition(db, chain.id, 2);
  expect(await checkBackfills(db.kysely, chain)).toMatchObject([
    { name: "indexes demo", status: "wrong", text: expect.stringContaining("slow to ask: blocks 10 to 19, 30 to 39") },
  ]);
});
