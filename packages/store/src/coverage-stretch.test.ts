import type { Hash } from "@redflag/domain/hex";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { noteCoverage } from "./coverage-note.ts";
import { listOutdatedRows, listRowsOnTheWordOf, listRowsToAsk } from "./coverage-open.ts";
import { raiseCoverage } from "./coverage-raise.ts";
import { findCoverageOf, listMissingRanges } from "./coverage-read.ts";
import { type CoveredStretch, findCoverageEnds, readStretches } from "./coverage-stretch.ts";
import { blockAt, bytes, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";

const db = await openTestDatabase();
const DIGEST: Hash = bytes(32, "addresses");
let chainId = 900;
let chain = sampleChain(chainId);
beforeEach(async () => {
  chain = sampleChain(++chainId);
  await write(8, 27, "a");
  await write(28, 33, "b");
  await write(38, 55, "b");
});

const write = (from: number, to: number, endpoint: string) =>
  writeRange(db, chain, rangeOf(trunk, from, to, { endpoint }));
const refs = (...numbers: number[]) => numbers.map((number) => blockAt(trunk, number));

async function listStretches(from: number, to: number, pageRows?: number) {
  const all = [];
  for await (const stretch of readStretches(db.kysely, chain.id, { from, to }, pageRows)) all.push(stretch);
  return all;
}
const brief = async (from: number, to: number, pageRows?: number) =>
  (await listStretches(from, to, pageRows)).map((one) =>
    one.kind === "missing" ? [one.from, one.to] : [one.from, one.to, one.endpoint, one.level, one.provenBlockCount],
  );

test("rows across partitions and pages are one stretch, until something differs; what is missing stands between", async () => {
  const all = [
    [0, 7],
    [8, 27, "a", "bloom", 0],
    [28, 33, "b", "bloom", 0],
    [34, 37],
    [38, 55, "b", "bloom", 0],
    [56, 60],
  ];
  for (const pageRows of [1, 2, 3, 50]) expect(await brief(0, 60, pageRows)).toEqual(all);
  expect(await brief(100, 110)).toEqual([[100, 110]]);
  expect(await findCoverageEnds(db.kysely, chain.id)).toEqual({ from: 8, to: 55 });
  expect(await findCoverageEnds(db.kysely, 99_999)).toBeUndefined();
});

test("a sample and a whole proof are told apart, and a check that succeeds clears why it could not be done", async () => {
  expect(
    await noteCoverage(db, chain, { fromBlock: 12, last: blockAt(trunk, 25), shortfall: "a gives no receipts" }),
  ).toBe(true);
  expect((await listStretches(8, 27)).map((one) => (one as CoveredStretch).shortfall)).toEqual([
    undefined,
    "a gives no receipts",
    undefined,
  ]);
  const raise = { fromBlock: 8, toBlock: 27, level: "proven", provenBlockCount: 2 } as const;
  await raiseCoverage(db, chain, { ...raise, hashes: refs(9, 20) });
  expect(await findCoverageOf(db.kysely, chain.id, 20)).not.toHaveProperty("shortfall");
  await raiseCoverage(db, chain, { ...raise, fromBlock: 26, hashes: refs(26, 27) });
  expect(await brief(8, 30)).toEqual([
    [8, 25, "a", "proven", 2],
    [26, 27, "a", "proven", 2],
    [28, 30, "b", "bloom", 0],
  ]);
});

test("of a row that reaches out of the span only what lies within is counted", async () => {
  const [whole] = await listStretches(11, 13);
  const within = rangeOf(trunk, 11, 13);
  expect(whole).toMatchObject({ from: 11, to: 13, transferCount: within.transfers.length, refusedCount: 0 });
  const [held] = await listStretches(8, 27);
  expect(held).toMatchObject({ transferCount: rangeOf(trunk, 8, 27).transfers.length, refusedCount: 2 });
});

test("any span is told from its first block to its last, once, and lacks what is missing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.nat(30), fc.integer({ min: 1, max: 4 }), async (from, width, pageRows) => {
      const stretches = await listStretches(from, from + width, pageRows);
      const bounds = stretches.flatMap((one) => [one.from, one.to]);
      expect([bounds[0], bounds.at(-1)]).toEqual([from, from + width]);
      for (let i = 2; i < bounds.length; i += 2) expect(bounds[i]).toBe((bounds[i - 1] as number) + 1);
      const missing = stretches.filter(({ kind }) => kind === "missing").map((one) => ({ from: one.from, to: one.to }));
      expect(missing).toEqual(await listMissingRanges(db.kysely, chain.id, from, from + width));
    }),
    { numRuns: 40 },
  );
});

test("rows that are still to be asked about, read again or proven in full are found until that is done", async () => {
  const span = { from: 10, to: 40 };
  const toAsk = async () => (await listRowsToAsk(db.kysely, chain.id, span, DIGEST, 9)).map((row) => row.fromBlock);
  expect(await toAsk()).toEqual([10, 20, 28, 30, 38, 40]);
  await noteCoverage(db, chain, { fromBlock: 10, last: blockAt(trunk, 19), listed: { digest: DIGEST, endpoint: "c" } });
  await noteCoverage(db, chain, {
    fromBlock: 20,
    last: blockAt(trunk, 27),
    listed: { digest: DIGEST, shortfall: "nobody" },
  });
  await raiseCoverage(db, chain, { fromBlock: 38, toBlock: 39, level: "peers", provenBlockCount: 0, hashes: [] });
  expect(await toAsk()).toEqual([20, 28, 30, 40]);
  expect(await findCoverageOf(db.kysely, chain.id, 15)).toMatchObject({ listed: { digest: DIGEST, endpoint: "c" } });

  const wordOf = async (...names: string[]) =>
    (await listRowsOnTheWordOf(db.kysely, chain.id, span, names, 9)).map((row) => row.fromBlock);
  expect([await wordOf(), await wordOf("b"), await wordOf("a", "c")]).toEqual([[], [28, 30, 40], [10, 20]]);
  await raiseCoverage(db, chain, {
    fromBlock: 28,
    toBlock: 29,
    level: "proven",
    provenBlockCount: 2,
    hashes: refs(28, 29),
  });
  expect(await wordOf("b")).toEqual([30, 40]);

  const filter = bytes(32, "today");
  expect(await listOutdatedRows(db.kysely, chain.id, span, filter, 2)).toMatchObject([
    { fromBlock: 10 },
    { fromBlock: 20 },
  ]);
});

test("a note about blocks that were replaced meanwhile is not written", async () => {
  const last = blockAt({ name: "other", fork: 0 }, 33);
  expect(await noteCoverage(db, chain, { fromBlock: 28, last, shortfall: "nobody" })).toBe(false);
  expect(await findCoverageOf(db.kysely, chain.id, 30)).not.toHaveProperty("shortfall");
});
