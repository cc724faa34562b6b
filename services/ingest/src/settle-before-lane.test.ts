import type { ChainSource } from "@redflag/chain/source";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { findLane, insertLane } from "@redflag/store/lane";
import { type Branch, blockAt, rangeOf, sampleChain, trunk } from "@redflag/store/ledger.samples";
import { dropBeforeLane } from "@redflag/store/ledger-drop";
import { listBlocks } from "@redflag/store/ledger-read";
import { writeRange } from "@redflag/store/ledger-write";
import { findRewindAfter } from "@redflag/store/rewind";
import { listTransfers } from "@redflag/store/transfer-read";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { settleBeforeLane } from "./settle-before-lane.ts";

const db = await openTestDatabase();
const other: Branch = { name: "other", fork: 28 };
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
let chain = { ...sampleChain(1), name: "demo" };
beforeEach(async () => {
  chain = { ...sampleChain(chain.id + 1), name: "demo" };
  await writeRange(db, chain, rangeOf(trunk, 8, 32));
});

async function settle(laneStart: number, view: Branch): Promise<boolean> {
  await insertLane(db.kysely, chain.id, laneStart);
  const source = { chain, getBlock: async (number: number) => blockAt(view, number) } as unknown as ChainSource;
  const deps: IngestDeps = { db, chain, source, policy: "proof", logger: silent, sampleSecret: "test" };
  const lane = await findLane(db.kysely, chain.id);
  if (lane === undefined) throw new Error("the lane was opened");
  return settleBeforeLane(deps, lane, blockAt(other, 29));
}
const held = () => listBlocks(db.kysely, chain.id, 0, 99);

test("what nothing vouches for is dropped with its logs, up to where the ledger ends, and is missing then", async () => {
  expect(await settle(50, other)).toBe(true);
  expect(await held()).toEqual(rangeOf(trunk, 8, 28).blocks);
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 8, 28).transfers);
  expect(await listMissingRanges(db.kysely, chain.id, 8, 49)).toEqual([{ from: 29, to: 49 }]);
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toBeUndefined();
});

test("the lane's own blocks vouch for what is linked to them", async () => {
  await expect(settle(31, trunk)).rejects.toMatchObject({ code: "answer_inconsistent" });
  expect(await held()).toEqual(rangeOf(trunk, 8, 32).blocks);
});

test("who differs over the lane's first block, too, has another history", async () => {
  await expect(settle(31, other)).rejects.toMatchObject({ code: "history_foreign" });
  expect(await held()).toEqual(rangeOf(trunk, 8, 32).blocks);
});

test("nothing is dropped that the lane has taken in, or that is another block by now", async () => {
  await insertLane(db.kysely, chain.id, 30);
  expect(await dropBeforeLane(db, chain, blockAt(trunk, 29), 30)).toBe(false);
  expect(await dropBeforeLane(db, chain, blockAt(other, 29), 29)).toBe(false);
  expect(await held()).toEqual(rangeOf(trunk, 8, 32).blocks);
});
