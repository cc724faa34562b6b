import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { raiseCoverage } from "./coverage-raise.ts";
import { findFinalizable, findWatermark, listMissingRanges, listUnprovenCoverage } from "./coverage-read.ts";
import { blockAt, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";

const db = await openTestDatabase();
let chainId = 100;
let chain = sampleChain(chainId);
beforeEach(async () => {
  chain = sampleChain(++chainId);
  for (const [from, to] of [
    [8, 22],
    [23, 23],
    [26, 41],
  ] as const)
    await writeRange(db, chain, rangeOf(trunk, from, to));
});

const refs = (...numbers: number[]) => numbers.map((number) => blockAt(trunk, number));
const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function listRows() {
  const { rows } = await sql<{ from_block: number; to_block: number; level: string; proven_block_count: number }>`
    select from_block, to_block, level, proven_block_count from coverage
    where chain_id = ${chain.id} order by from_block`.execute(db.kysely);
  return rows.map((row) => [row.from_block, row.to_block, row.level, row.proven_block_count]);
}

test.each([
  [8, 41, [[24, 25]]],
  [
    0,
    50,
    [
      [0, 7],
      [24, 25],
      [42, 50],
    ],
  ],
  [9, 21, []],
  [12, 24, [[24, 24]]],
  [25, 25, [[25, 25]]],
  [23, 26, [[24, 25]]],
  [60, 70, [[60, 70]]],
  [0, 3, [[0, 3]]],
  [9, 8, []],
])("what is missing of %i..%i", async (from, to, expected) => {
  const missing = await listMissingRanges(db.kysely, chain.id, from, to);
  expect(missing.map((range) => [range.from, range.to])).toEqual(expected);
});

test.each([
  [8, 23],
  [15, 23],
  [23, 23],
  [24, 23],
  [25, 24],
  [26, 41],
  [42, 41],
  [0, -1],
])("the watermark from %i on is %i", async (fromBlock, expected) => {
  expect(await findWatermark(db.kysely, chain.id, fromBlock)).toBe(expected);
  expect(await findWatermark(db.kysely, chain.id, fromBlock, 12)).toBe(Math.max(fromBlock - 1, Math.min(expected, 12)));
});

test("a watermark further than one page of rows", async () => {
  const long = { ...sampleChain(chain.id + 10_000), partitionBlocks: 5_000 };
  await writeRange(db, long, rangeOf(trunk, 0, 0));
  await sql`
    insert into coverage (chain_id, from_block, to_block, endpoint, level, transfer_count, refused_count)
    select ${long.id}, n, n, 'one.example', case when n = 2100 then 'unproven' else 'bloom' end, 0, 0
    from generate_series(1, 2500) n`.execute(db.kysely);
  expect(await findWatermark(db.kysely, long.id, 0)).toBe(2_500);
  expect(await findFinalizable(db.kysely, long.id, 0, 9_999, ["bloom"])).toBe(2_099);
  expect(await findFinalizable(db.kysely, long.id, 0, 1_500, ["bloom"])).toBe(1_500);
});

test("raising cuts rows where the stretch begins and ends, and leaves the rest as it was", async () => {
  const hashes = refs(...span(12, 17));
  const raise = { fromBlock: 12, toBlock: 17, level: "proven", hashes, provenBlockCount: 6 } as const;
  expect(await raiseCoverage(db, chain, raise)).toBe(true);
  const expected = [
    [8, 9, "bloom", 0],
    [10, 11, "bloom", 0],
    [12, 17, "proven", 6],
    [18, 19, "bloom", 0],
    [20, 22, "bloom", 0],
    [23, 23, "bloom", 0],
    [26, 29, "bloom", 0],
    [30, 39, "bloom", 0],
    [40, 41, "bloom", 0],
  ];
  expect(await listRows()).toEqual(expected);
  expect(await raiseCoverage(db, chain, raise)).toBe(true);
  expect(await listRows()).toEqual(expected);
  expect(await listMissingRanges(db.kysely, chain.id, 8, 41)).toEqual([{ from: 24, to: 25 }]);

  expect(await findFinalizable(db.kysely, chain.id, 12, 99, ["proven"])).toBe(17);
  expect(await findFinalizable(db.kysely, chain.id, 14, 16, ["proven"])).toBe(16);
  expect(await findFinalizable(db.kysely, chain.id, 11, 99, ["proven"])).toBe(10);
  expect(await findFinalizable(db.kysely, chain.id, 8, 99, ["proven", "bloom"])).toBe(23);
  const unproven = await listUnprovenCoverage(db.kysely, chain.id, { from: 9, to: 22 }, 3);
  expect(unproven.map(({ fromBlock, toBlock }) => [fromBlock, toBlock])).toEqual([
    [8, 9],
    [10, 11],
    [18, 19],
  ]);
});

test("a level is never lowered, and transfer counts survive the cuts", async () => {
  const counted = () =>
    sql<{ sum: number }>`select sum(transfer_count) from coverage where chain_id = ${chain.id}`.execute(db.kysely);
  const before = await counted();
  const hashes = refs(13);
  await raiseCoverage(db, chain, { fromBlock: 13, toBlock: 13, level: "proven", hashes, provenBlockCount: 1 });
  await raiseCoverage(db, chain, { fromBlock: 10, toBlock: 19, level: "peers", hashes, provenBlockCount: 0 });
  expect((await listRows()).slice(1, 4)).toEqual([
    [10, 12, "peers", 0],
    [13, 13, "proven", 1],
    [14, 19, "peers", 0],
  ]);
  expect((await counted()).rows).toEqual(before.rows);
});

test("a sample counts as what is proven of each row at least; once more changes nothing", async () => {
  const whole = { fromBlock: 10, toBlock: 19, level: "proven", hashes: refs(12, 13), provenBlockCount: 2 } as const;
  expect(await raiseCoverage(db, chain, whole)).toBe(true);
  expect(await raiseCoverage(db, chain, whole)).toBe(true);
  expect((await listRows()).slice(0, 3)).toEqual([
    [8, 9, "bloom", 0],
    [10, 19, "proven", 2],
    [20, 22, "bloom", 0],
  ]);
  const two = { fromBlock: 8, toBlock: 19, level: "bloom", hashes: refs(8), provenBlockCount: 11 } as const;
  expect(await raiseCoverage(db, chain, two)).toBe(true);
  expect((await listRows()).slice(0, 2)).toEqual([
    [8, 9, "bloom", 1],
    [10, 19, "proven", 9],
  ]);
});

test.each([
  ["a block is missing", { fromBlock: 20, toBlock: 24, hashes: refs(20) }],
  ["a block has another hash by now", { fromBlock: 9, toBlock: 9, hashes: [blockAt({ name: "x", fork: 1 }, 9)] }],
])("nothing is raised when %s", async (_, stretch) => {
  const before = await listRows();
  expect(await raiseCoverage(db, chain, { ...stretch, level: "proven", provenBlockCount: 1 })).toBe(false);
  expect(await listRows()).toEqual(before);
});
