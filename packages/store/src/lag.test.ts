import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { findLag } from "./lag.ts";
import { findLane, insertLane, updateLane } from "./lane.ts";
import { blockAt, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";
import { upsertTip } from "./tip.ts";

const db = await openTestDatabase();
const chain = sampleChain(1);

test("counts blocks to the head that was seen, and the age of the last that was screened", async () => {
  expect(await findLag(db.kysely, chain.id)).toBeUndefined();
  await insertLane(db.kysely, chain.id, 11);
  expect(await findLag(db.kysely, chain.id)).toBeUndefined();
  await upsertTip(db.kysely, chain.id, { head: blockAt(trunk, 30), finalizedNumber: 10 });
  expect(await findLag(db.kysely, chain.id)).toEqual({ position: 10, blocks: 20 });

  await writeRange(db, chain, rangeOf(trunk, 11, 20));
  const lane = await findLane(db.kysely, chain.id);
  if (lane !== undefined) await updateLane(db.kysely, { ...lane, headPosition: 20 });
  const nowS = blockAt(trunk, 30).time + 2.4;
  expect(await findLag(db.kysely, chain.id, nowS)).toEqual({ position: 20, blocks: 10, seconds: 12 });

  await upsertTip(db.kysely, chain.id, { head: blockAt(trunk, 19), finalizedNumber: 10 });
  expect(await findLag(db.kysely, chain.id, nowS)).toEqual({ position: 20, blocks: 0, seconds: 0 });
});
