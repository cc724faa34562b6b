import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { findLane, insertLane, updateLane } from "./lane.ts";
import { findLaneWork } from "./lane-work.ts";
import { blockAt, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";
import { upsertTip } from "./tip.ts";

const db = await openTestDatabase();
const chain = sampleChain(1);

test("tells which steps of a lane have something to do", async () => {
  const work = () => findLaneWork(db.kysely, chain.id);
  expect(await work()).toBeUndefined();
  await insertLane(db.kysely, chain.id, 11);
  const idle = { head: false, final: false, depth: false, isStopped: false };
  expect(await work()).toEqual(idle);

  // A gap below it is no head.
  await writeRange(db, chain, rangeOf(trunk, 12, 20));
  expect(await work()).toEqual(idle);
  await writeRange(db, chain, rangeOf(trunk, 11, 11));
  expect(await work()).toEqual({ ...idle, head: true });

  const lane = await findLane(db.kysely, chain.id);
  if (lane === undefined) throw new Error("there is a lane");
  await updateLane(db.kysely, { ...lane, headPosition: 20 });
  expect(await work()).toEqual(idle);
  await upsertTip(db.kysely, chain.id, { head: blockAt(trunk, 30), finalizedNumber: 15 });
  expect(await work()).toEqual({ ...idle, final: true });
  await updateLane(db.kysely, { ...lane, headPosition: 20, finalPosition: 15 });
  expect(await work()).toEqual({ ...idle, depth: true });
  const stopped = { reason: "test", forkBlock: 20 };
  await updateLane(db.kysely, {
    ...lane,
    headPosition: 20,
    finalPosition: 15,
    checkpointPosition: 15,
    depthPosition: 15,
    stopped,
  });
  expect(await work()).toEqual({ ...idle, isStopped: true });
});
