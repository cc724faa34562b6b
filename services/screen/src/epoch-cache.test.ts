import { currentInputs } from "@redflag/domain/epoch";
import { insertEpoch } from "@redflag/store/epoch";
import { findLane, insertLane, type Lane, updateLane } from "@redflag/store/lane";
import { inTransaction } from "@redflag/store/transaction";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { EpochCache } from "./epoch-cache.ts";

const db = await openTestDatabase();
const CHAIN = 1;
const inputsOf = (version: number) => currentInputs({ ofac: version }, {});

async function laneNow(): Promise<Lane> {
  const lane = await findLane(db.kysely, CHAIN);
  if (lane === undefined) throw new Error("there is a lane");
  return lane;
}

beforeEach(async () => {
  await db.pool.query("truncate lane cascade");
  await db.pool.query("truncate epoch cascade");
  await insertLane(db.kysely, CHAIN, 100);
});

test("gives each step what was written since, by whomever, and with what a block is screened", async () => {
  const cache = new EpochCache();
  const lane = await laneNow();
  expect(await cache.placesOf(db.kysely, lane)).toEqual([]);
  for (const version of [1, 2, 3, 4, 5]) {
    await insertEpoch(db.kysely, lane, { fromBlock: version * 100, inputs: inputsOf(version) });
    const places = await cache.placesOf(db.kysely, lane);
    expect(places.map(({ seq }) => seq)).toEqual(Array.from({ length: version }, (_, i) => i + 1));
    expect(await cache.findAt(db.kysely, lane, places, version * 100 + 50)).toEqual({
      ...{ seq: version, fromBlock: version * 100 },
      inputs: inputsOf(version),
    });
    // Depth comes after the head, and asks for what has been let go again.
    expect(await cache.findAt(db.kysely, lane, places, 150)).toMatchObject({ seq: 1, inputs: inputsOf(1) });
  }
  expect(await cache.findAt(db.kysely, lane, await cache.placesOf(db.kysely, lane), 99)).toBeUndefined();
});

test("what was taken back was never there, and its number goes to another", async () => {
  const cache = new EpochCache();
  const lane = await laneNow();
  await insertEpoch(db.kysely, lane, { fromBlock: 100, inputs: inputsOf(1) });
  const failed = inTransaction(db, async (tx) => {
    await cache.placesOf(tx, lane);
    await insertEpoch(tx, lane, { fromBlock: 200, inputs: inputsOf(2) });
    throw new Error("taken back");
  });
  await expect(failed).rejects.toThrow("taken back");
  await insertEpoch(db.kysely, lane, { fromBlock: 300, inputs: inputsOf(3) });
  const places = await cache.placesOf(db.kysely, lane);
  expect(places).toEqual([
    { seq: 1, fromBlock: 100 },
    { seq: 2, fromBlock: 300 },
  ]);
  expect(await cache.findAt(db.kysely, lane, places, 300)).toMatchObject({ inputs: inputsOf(3) });
});

test("a lane that was made anew has epochs of its own", async () => {
  const cache = new EpochCache();
  const lane = await laneNow();
  await insertEpoch(db.kysely, lane, { fromBlock: 100, inputs: inputsOf(1) });
  await cache.placesOf(db.kysely, lane);
  await updateLane(db.kysely, { ...lane, generation: lane.generation + 1 });
  const anew = await laneNow();
  await insertEpoch(db.kysely, anew, { fromBlock: 150, inputs: inputsOf(2) });
  expect(await cache.placesOf(db.kysely, anew)).toEqual([{ seq: 2, fromBlock: 150 }]);
});
