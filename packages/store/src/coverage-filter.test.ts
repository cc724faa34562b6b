import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { findOutdatedCoverage } from "./coverage-outdated.ts";
import { raiseCoverage } from "./coverage-raise.ts";
import { findCoverageOf } from "./coverage-read.ts";
import { blockAt, bytes, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { countLedger } from "./ledger-count.samples.ts";
import { mendBlock } from "./ledger-mend.ts";
import { replaceBranch } from "./ledger-replace.ts";
import { writeRange } from "./ledger-write.ts";

const db = await openTestDatabase();
const older = bytes(32, "older");
const today = bytes(32, "today");
const names = new Map<Hash | undefined, string>([
  [older, "older"],
  [today, "today"],
]);
let chainId = 100;
let chain = sampleChain(chainId);
beforeEach(async () => {
  chain = sampleChain(++chainId);
  await writeRange(db, chain, rangeOf(trunk, 8, 22, { filter: older }));
});

async function listRows() {
  const { rows } = await sql<{ from_block: number; to_block: number; proven_block_count: number }>`
    select from_block, to_block, proven_block_count from coverage
    where chain_id = ${chain.id} order by from_block`.execute(db.kysely);
  const filters = await Promise.all(rows.map(({ from_block }) => findCoverageOf(db.kysely, chain.id, from_block)));
  return rows.map((row, i) => [row.from_block, row.to_block, names.get(filters[i]?.filter), row.proven_block_count]);
}
const block14 = rangeOf(trunk, 14, 14);
const mendOf = (filter: Hash) => mendBlock(db, chain, { block: blockAt(trunk, 14), logs: block14, filter });

test("a stretch keeps the filter that it was read with, in every row; what is read later has its own", async () => {
  await writeRange(db, chain, rangeOf(trunk, 5, 31, { filter: today }));
  await writeRange(db, chain, rangeOf(trunk, 32, 33));
  expect(await listRows()).toEqual([
    [5, 7, "today", 0],
    [8, 9, "older", 0],
    [10, 19, "older", 0],
    [20, 22, "older", 0],
    [23, 29, "today", 0],
    [30, 31, "today", 0],
    [32, 33, undefined, 0],
  ]);
});

test("a block that is mended with another filter gets a row of its own; with the same one it stays where it is", async () => {
  const counted = await countLedger(db.kysely, chain.id);
  expect(await mendOf(older)).toBe("mended");
  expect(await listRows()).toHaveLength(3);
  expect(await mendOf(today)).toBe("mended");
  const rows = [
    [8, 9, "older", 0],
    [10, 13, "older", 0],
    [14, 14, "today", 0],
    [15, 19, "older", 0],
    [20, 22, "older", 0],
  ];
  expect(await listRows()).toEqual(rows);
  expect(await mendOf(today)).toBe("mended");
  expect(await listRows()).toEqual(rows);
  expect(await countLedger(db.kysely, chain.id)).toEqual(counted);
  expect(await findCoverageOf(db.kysely, chain.id, 14)).toMatchObject({ transferCount: block14.transfers.length });
});

test("logs that only the wider filter asks for are counted in the mended block's row, and in no other", async () => {
  const more = rangeOf(trunk, 14, 14).transfers.map((transfer) => ({ ...transfer, logIndex: transfer.logIndex + 100 }));
  const logs = { ...block14, transfers: [...block14.transfers, ...more] };
  const before = await countLedger(db.kysely, chain.id);
  await mendBlock(db, chain, { block: blockAt(trunk, 14), logs, filter: today });
  const counted = await countLedger(db.kysely, chain.id);
  expect(counted.transfers).toBe(before.transfers + more.length);
  const below = rangeOf(trunk, 10, 13).transfers.length;
  expect(await findCoverageOf(db.kysely, chain.id, 13)).toMatchObject({ toBlock: 13, transferCount: below });
  const above = rangeOf(trunk, 15, 19).transfers.length;
  expect(await findCoverageOf(db.kysely, chain.id, 15)).toMatchObject({ fromBlock: 15, transferCount: above });
});

test("a reorg leaves the filter of what is below the fork; the new branch has its own", async () => {
  const branch = rangeOf({ name: "other", fork: 14 }, 15, 24, { filter: today });
  await replaceBranch(db, chain, { ...branch, forkBlock: blockAt(trunk, 14), cause: "reorg" });
  expect(await listRows()).toEqual([
    [8, 9, "older", 0],
    [10, 14, "older", 0],
    [15, 19, "today", 0],
    [20, 24, "today", 0],
  ]);
});

test("a check of every block records what it asked, a sample does not, and each row counts its proven blocks", async () => {
  await mendOf(today);
  const sample = { fromBlock: 8, toBlock: 22, level: "proven", provenBlockCount: 3 } as const;
  const hashes = [9, 14, 17].map((number) => blockAt(trunk, number));
  expect(await raiseCoverage(db, chain, { ...sample, hashes })).toBe(true);
  expect(await listRows()).toEqual([
    [8, 9, "older", 1],
    [10, 13, "older", 0],
    [14, 14, "today", 1],
    [15, 19, "older", 1],
    [20, 22, "older", 0],
  ]);
  const every = { fromBlock: 16, toBlock: 18, level: "proven", provenBlockCount: 3, filter: today } as const;
  const all = [16, 17, 18].map((number) => blockAt(trunk, number));
  expect(await raiseCoverage(db, chain, { ...every, hashes: all })).toBe(true);
  expect((await listRows()).slice(3, 6)).toEqual([
    [15, 15, "older", 0],
    [16, 18, "today", 3],
    [19, 19, "older", 0],
  ]);
});

test("blocks that were read with another filter are counted and their stretches named, the newest first", async () => {
  expect(await findOutdatedCoverage(db.kysely, chain.id, older, 9)).toBeUndefined();
  await mendOf(today);
  await writeRange(db, chain, rangeOf(trunk, 23, 24));
  await writeRange(db, chain, rangeOf(trunk, 25, 26, { filter: today }));
  const outdated = { blockCount: 16, unrecordedBlockCount: 2 };
  expect(await findOutdatedCoverage(db.kysely, chain.id, today, 9)).toEqual({
    ...outdated,
    spans: [
      { from: 15, to: 24 },
      { from: 8, to: 13 },
    ],
  });
  expect(await findOutdatedCoverage(db.kysely, chain.id, today, 1)).toEqual({
    ...outdated,
    spans: [{ from: 15, to: 24 }],
  });
  expect(await findOutdatedCoverage(db.kysely, 99_999, today, 9)).toBeUndefined();
});
