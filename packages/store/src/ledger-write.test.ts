import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listBridgeEvents } from "./bridge-event-read.ts";
import { listIssuerEvents, listRefusedLogs } from "./issuer-event-read.ts";
import { rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { countLedger } from "./ledger-count.samples.ts";
import { listBlocks } from "./ledger-read.ts";
import { writeRange } from "./ledger-write.ts";
import { listTransfers } from "./transfer-read.ts";

const db = await openTestDatabase(8);
const other = { name: "other", fork: 14 };
let chainId = 100;
let chain = sampleChain(chainId);
beforeEach(() => {
  chain = sampleChain(++chainId);
});

async function listCoverageRows() {
  const { rows } = await sql<{ from_block: number; to_block: number; transfer_count: number; refused_count: number }>`
    select from_block, to_block, transfer_count, refused_count from coverage
    where chain_id = ${chain.id} order by from_block`.execute(db.kysely);
  return rows;
}

test("what is written is read back, to the last field, across partitions", async () => {
  const range = rangeOf(trunk, 5, 34);
  expect(await writeRange(db, chain, range)).toEqual({ outcome: "written", insertedBlocks: 30 });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(range.blocks);
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(range.transfers);
  expect(await listIssuerEvents(db.kysely, chain.id, 0, 99)).toEqual(range.issuerEvents);
  expect(await listBridgeEvents(db.kysely, chain.id, 0, 99)).toEqual(range.bridgeEvents);
  expect(await listRefusedLogs(db.kysely, chain.id, 0, 99)).toEqual(range.refusedLogs);
  expect((await listCoverageRows()).map((row) => [row.from_block, row.to_block])).toEqual([
    [5, 9],
    [10, 19],
    [20, 29],
    [30, 34],
  ]);
  expect(await countLedger(db.kysely, chain.id)).toEqual({
    blocks: 30,
    transfers: range.transfers.length,
    refusedLogs: range.refusedLogs.length,
    issuerEvents: range.issuerEvents.length,
    bridgeEvents: range.bridgeEvents.length,
  });
});

test("the same again is already there; a range partly there fills its gaps only", async () => {
  await writeRange(db, chain, rangeOf(trunk, 13, 15));
  await writeRange(db, chain, rangeOf(trunk, 18, 18));
  expect(await writeRange(db, chain, rangeOf(trunk, 13, 15))).toEqual({ outcome: "already" });
  expect(await writeRange(db, chain, rangeOf(trunk, 11, 22))).toEqual({ outcome: "written", insertedBlocks: 8 });
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 11, 22).transfers);
  expect((await listCoverageRows()).map((row) => [row.from_block, row.to_block, row.transfer_count])).toEqual([
    [11, 12, 2],
    [13, 15, 3],
    [16, 17, 3],
    [18, 18, 0],
    [19, 19, 1],
    [20, 22, 3],
  ]);
});

test.each([
  ["another hash", 10, 16, 12, 20, 15],
  ["a predecessor that is no parent", 10, 16, 17, 20, 16],
  ["a successor that is no child", 17, 20, 14, 16, 17],
  ["the lowest of several", 15, 16, 14, 18, 15],
])("%s is a conflict, and nothing is written", async (_, haveFrom, haveTo, from, to, atBlock) => {
  await writeRange(db, chain, rangeOf(other, haveFrom, haveTo));
  expect(await writeRange(db, chain, rangeOf(trunk, from, to))).toEqual({ outcome: "conflict", atBlock });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(other, haveFrom, haveTo).blocks);
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(other, haveFrom, haveTo).transfers);
});

test("many writers of the same and of overlapping ranges at once end with one copy", async () => {
  const ranges = [
    [5, 25],
    [5, 25],
    [10, 30],
    [20, 40],
    [5, 25],
    [24, 26],
  ].map(([from, to]) => rangeOf(trunk, from ?? 0, to ?? 0));
  const outcomes = await Promise.all(ranges.map((range) => writeRange(db, chain, range)));
  expect(outcomes.filter(({ outcome }) => outcome === "conflict")).toEqual([]);
  const inserted = outcomes.map((result) => (result.outcome === "written" ? result.insertedBlocks : 0));
  expect(inserted.reduce((a, b) => a + b)).toBe(36);
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 5, 40).transfers);
  expect((await countLedger(db.kysely, chain.id)).blocks).toBe(36);
});

test("neighbours of two branches written at the same time: one of them is a conflict", async () => {
  for (let round = 0; round < 10; round++) {
    chain = sampleChain(++chainId);
    const outcomes = await Promise.all([
      writeRange(db, chain, rangeOf(other, 10, 19)),
      writeRange(db, chain, rangeOf(trunk, 20, 29)),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["conflict", "written"]);
  }
});

test("neighbours of one branch written at the same time are both written", async () => {
  const spans = [0, 10, 20, 30, 40, 50].map((from) => rangeOf(trunk, from, from + 9));
  const outcomes = await Promise.all(spans.map((range) => writeRange(db, chain, range)));
  expect(outcomes).toEqual(spans.map(() => ({ outcome: "written", insertedBlocks: 10 })));
});

test("a range whose blocks do not follow each other is a programming error", async () => {
  const range = rangeOf(trunk, 1, 5);
  await expect(writeRange(db, chain, { ...range, blocks: range.blocks.toSpliced(2, 1) })).rejects.toThrow("contiguous");
  await expect(writeRange(db, chain, { ...range, blocks: range.blocks.slice(0, 2) })).rejects.toThrow("within");
});
