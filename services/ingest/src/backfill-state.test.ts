import { demo } from "@redflag/domain/chains/demo";
import { insertBackfill } from "@redflag/store/backfill";
import { upsertCut } from "@redflag/store/cut";
import { insertLane } from "@redflag/store/lane";
import { rangeOf, trunk } from "@redflag/store/ledger.samples";
import { writeRange } from "@redflag/store/ledger-write";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listBackfillStates } from "./backfill-state.ts";

const db = await openTestDatabase();
const chain = { ...demo, partitionBlocks: 10 };
const span = { from: 5, to: 49 };
const states = () => listBackfillStates(db.kysely, chain, "proof");

test("what is left is what is missing, unchecked, and full without an index", async () => {
  expect(await states()).toEqual([]);
  await insertLane(db.kysely, chain.id, 100);
  await insertBackfill(db.kysely, chain.id, span);
  await writeRange(db, chain, rangeOf(trunk, 10, 24));
  await writeRange(db, chain, rangeOf(trunk, 30, 39, { level: "proven" }));
  expect(await states()).toEqual([
    {
      span,
      missing: [
        { from: 5, to: 9 },
        { from: 25, to: 29 },
        { from: 40, to: 49 },
      ],
      unchecked: [
        { from: 10, to: 19 },
        { from: 20, to: 24 },
      ],
      unindexed: [1, 3],
    },
  ]);
});

test("of what retention has dropped nothing is left to do", async () => {
  await upsertCut(db.kysely, chain.id, { block: 29, blockTime: 1, cutAt: 2 });
  expect(await states()).toEqual([{ span, missing: [{ from: 40, to: 49 }], unchecked: [], unindexed: [3] }]);
  await upsertCut(db.kysely, chain.id, { block: 60, blockTime: 1, cutAt: 2 });
  expect(await states()).toEqual([{ span, missing: [], unchecked: [], unindexed: [] }]);
});
