import type { ChainSource } from "@redflag/chain/source";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { findLane, insertLane } from "@redflag/store/lane";
import { type Branch, blockAt, rangeOf, sampleChain, trunk } from "@redflag/store/ledger.samples";
import { listBlocks } from "@redflag/store/ledger-read";
import { writeRange } from "@redflag/store/ledger-write";
import { findTip } from "@redflag/store/tip";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { followReorg } from "./follow-reorg.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { observeHead } from "./observe-head.ts";
import { planReads } from "./plan-reads.ts";

const db = await openTestDatabase();
const early: Branch = { name: "early", fork: 14 };
const late: Branch = { name: "late", fork: 28 };
const HEAD = 40;
let chain = { ...sampleChain(1), name: "demo" };
beforeEach(async () => {
  chain = { ...sampleChain(chain.id + 1), name: "demo" };
  await writeRange(db, chain, rangeOf(trunk, 8, 32));
});

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

/** One endpoint whose answers need not be of one view. */
function depsOf({ single, range }: { single: Branch; range: Branch }): IngestDeps {
  const source: ChainSource = {
    chain,
    async getTip(_signal, at) {
      const head = blockAt(range, HEAD);
      return { head, finalizedNumber: HEAD - 10, ...(at !== undefined && { at: blockAt(single, at) }) };
    },
    getBlock: async (number) => blockAt(single, number),
    async getRange(from, to) {
      return { blocks: rangeOf(range, from, to).blocks, logs: [], level: "bloom", endpoint: "node" };
    },
    getAgreedRange: () => Promise.reject(new Error("not asked")),
    findPeerRange: () => Promise.reject(new Error("not asked")),
    findLogsOfAccounts: () => Promise.reject(new Error("not asked")),
    proveBlock: () => Promise.reject(new Error("not asked")),
    proveTransactions: () => Promise.reject(new Error("not asked")),
    distrust: () => {},
    listEndpoints: () => [],
    close: async () => {},
  };
  return { db, chain, source, policy: "proof", logger: silent, sampleSecret: "test" };
}

test("a branch that does not grow from the fork is no reorg but a chain that moved meanwhile", async () => {
  const deps = depsOf({ single: late, range: early });
  await expect(followReorg(deps, 32)).rejects.toMatchObject({ code: "answer_inconsistent", retry: "failover" });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 8, 32).blocks);
});

test("where the branch parts from the ledger is read from the branch: one wrong block does not reach below final", async () => {
  await insertLane(db.kysely, chain.id, 25);
  const deps = depsOf({ single: early, range: late });
  expect(await followReorg(deps, 32)).toEqual({ kind: "replaced", forkBlock: 28 });
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(late, 8, HEAD).blocks);
  const filter = logFilterDigest(logFilterFor("demo"));
  expect(await findCoverageOf(db.kysely, chain.id, HEAD)).toMatchObject({ filter });
});

test("a branch that the ledger is on already is agreed with", async () => {
  const deps = depsOf({ single: late, range: trunk });
  expect(await followReorg(deps, 32)).toEqual({ kind: "agreed" });
});

test("a view that disputes the ledger is followed first: what it calls final counts from the next look on", async () => {
  await insertLane(db.kysely, chain.id, 8);
  const deps = depsOf({ single: late, range: late });
  await observeHead(deps);
  expect(await findTip(db.kysely, chain.id)).toBeUndefined();
  await observeHead(deps);
  expect(await findTip(db.kysely, chain.id)).toMatchObject({ finalizedNumber: HEAD - 10 });
});

test("of a deep reorg the first blocks come with the rewind, and the planner sees that the rest is missing", async () => {
  await insertLane(db.kysely, chain.id, 8);
  await writeRange(db, chain, rangeOf(trunk, 33, 290));
  const deep: Branch = { name: "deep", fork: 20 };
  const deps = depsOf({ single: deep, range: deep });
  deps.source.getTip = async () => ({ head: blockAt(deep, 300), finalizedNumber: 7 });
  expect(await followReorg(deps, 290)).toEqual({ kind: "replaced", forkBlock: 20 });
  expect(await listBlocks(db.kysely, chain.id, 0, 999)).toEqual([
    ...rangeOf(trunk, 8, 20).blocks,
    ...rangeOf(deep, 21, 276).blocks,
  ]);
  await observeHead(deps);
  const planned = await planReads(db, chain);
  expect([planned[0]?.from, planned.at(-1)?.to]).toEqual([277, 300]);
});

test("a history that shares nothing with the ledger is refused, and nothing is replaced", async () => {
  await insertLane(db.kysely, chain.id, 8);
  const other: Branch = { name: "other", fork: 5 };
  const [theirs, ours] = [blockAt(other, 8).hash, blockAt(trunk, 8).hash];
  await expect(followReorg(depsOf({ single: other, range: other }), 32)).rejects.toMatchObject({
    code: "history_foreign",
    detail: `demo: block 8 is ${ours} in the ledger and ${theirs} at the endpoint`,
  });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 8, 32).blocks);
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
});

test("a reorg of all that the ledger holds is followed while it grows from the parent that the ledger knows of", async () => {
  await insertLane(db.kysely, chain.id, 8);
  const other: Branch = { name: "other", fork: 7 };
  expect(await followReorg(depsOf({ single: other, range: other }), 32)).toEqual({ kind: "replaced", forkBlock: 7 });
});

test("below the lane's start lies what was final before: a fork there is no reorg", async () => {
  await insertLane(db.kysely, chain.id, 20);
  const other: Branch = { name: "other", fork: 15 };
  const following = followReorg(depsOf({ single: other, range: other }), 32);
  await expect(following).rejects.toMatchObject({
    code: "history_foreign",
    detail: expect.stringContaining("block 16"),
  });
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
});

test("a shorter chain is waited for, unless it never was the ledger's", async () => {
  await insertLane(db.kysely, chain.id, 8);
  const shorter = (branch: Branch) => {
    const deps = depsOf({ single: branch, range: branch });
    deps.source.getTip = async () => ({ head: blockAt(branch, 20), finalizedNumber: 10 });
    return deps;
  };
  expect(await followReorg(shorter(early), 20)).toEqual({ kind: "waiting" });
  await expect(observeHead(shorter({ name: "other", fork: 5 }))).rejects.toMatchObject({ code: "history_foreign" });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 8, 32).blocks);
});

test("a reorg of all that the ledger holds is one, too, where blocks between the lane's start and it are yet to be read", async () => {
  await insertLane(db.kysely, chain.id, 4);
  const other: Branch = { name: "other", fork: 5 };
  expect(await followReorg(depsOf({ single: other, range: other }), 32)).toEqual({ kind: "replaced", forkBlock: 7 });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(other, 8, HEAD).blocks);
});
