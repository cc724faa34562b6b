import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { raiseCoverage } from "./coverage-raise.ts";
import { listUnprovenCoverage } from "./coverage-read.ts";
import { insertDisagreement, listDisagreements } from "./disagreement.ts";
import { findLane, insertLane } from "./lane.ts";
import { blockAt, bytes, rangeOf, sampleChain, transfersAt, trunk } from "./ledger.samples.ts";
import { countLedger } from "./ledger-count.samples.ts";
import { mendBlock, mendHeader } from "./ledger-mend.ts";
import { listBlocks } from "./ledger-read.ts";
import { writeRange } from "./ledger-write.ts";
import { findRewindAfter } from "./rewind.ts";
import { listTransfers } from "./transfer-read.ts";

const db = await openTestDatabase();
const truth = rangeOf(trunk, 8, 32);
const truthOf14 = {
  transfers: transfersAt(trunk, 14),
  issuerEvents: [],
  bridgeEvents: [],
  refusedLogs: rangeOf(trunk, 14, 14).refusedLogs,
};
let chainId = 100;
let chain = sampleChain(chainId);
beforeEach(async () => {
  chain = sampleChain(++chainId);
  const lie = truth.transfers.filter((transfer) => transfer.blockNumber !== 14 || transfer.logIndex !== 0);
  await writeRange(db, chain, { ...truth, transfers: lie, refusedLogs: [] });
});

const filter = bytes(32, "filter");
const truth14 = { block: blockAt(trunk, 14), logs: truthOf14, filter };
const lie = { endpoint: "liar", blockNumber: 14, kind: "ledger_contradicts_proof", detail: {} };

/** Screened and final up to a block. */
async function openLane(startBlock: number, finalPosition: number): Promise<void> {
  await insertLane(db.kysely, chain.id, finalPosition + 1);
  await db.pool.query("update lane set start_block = $2 where chain_id = $1", [chain.id, startBlock]);
}

test("what an endpoint left out is put right, counted, and the lane is sent back; blocks above stay", async () => {
  expect(await mendBlock(db, chain, truth14)).toBe("mended");
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(truth.transfers);
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(truth.blocks);
  expect(await countLedger(db.kysely, chain.id)).toMatchObject({ transfers: truth.transfers.length, refusedLogs: 1 });
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toEqual({ seq: 1, forkBlock: 13 });
});

const misread14 = { ...blockAt(trunk, 14), parentHash: blockAt(trunk, 9).hash, time: 1_800_000_000 };

/** From block 14 on, of which one endpoint said another parent and time. */
async function writeMisread14(): Promise<void> {
  chain = sampleChain(++chainId);
  const { blocks, ...range } = rangeOf(trunk, 14, 16);
  await writeRange(db, chain, { ...range, blocks: [misread14, ...blocks.slice(1)] });
}

test("a block's parent and time are put right, too", async () => {
  await writeMisread14();
  expect(await mendBlock(db, chain, truth14)).toBe("mended");
  expect(await listBlocks(db.kysely, chain.id, 14, 15)).toEqual([blockAt(trunk, 14), blockAt(trunk, 15)]);
});

test("a block is not given a parent that the ledger does not hold below it: that is a reorg", async () => {
  expect(await mendBlock(db, chain, { ...truth14, block: misread14, disagreement: lie })).toBe("parted");
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(truth.blocks);
  expect(await listDisagreements(db.kysely, chain.id, 9)).toEqual([]);
});

test("a header alone is put right where nothing lies below it", async () => {
  await writeMisread14();
  expect(await mendHeader(db, chain, blockAt({ name: "other", fork: 9 }, 14))).toBe(false);
  expect(await mendHeader(db, chain, blockAt(trunk, 14))).toBe(true);
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 14, 16).blocks);
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toBeUndefined();
  await writeRange(db, chain, rangeOf(trunk, 12, 13));
  expect(await mendHeader(db, chain, misread14)).toBe(false);
});

test("who had misreported it is recorded with the mend, and not without it", async () => {
  const elsewhere = blockAt({ name: "other", fork: 9 }, 14);
  await mendBlock(db, chain, { ...truth14, block: elsewhere, disagreement: lie });
  expect(await listDisagreements(db.kysely, chain.id, 9)).toEqual([]);
  await mendBlock(db, chain, { ...truth14, disagreement: lie });
  expect(await listDisagreements(db.kysely, chain.id, 9)).toMatchObject([lie]);
});

test("a block that the ledger no longer holds is left alone", async () => {
  const elsewhere = blockAt({ name: "other", fork: 9 }, 14);
  expect(await mendBlock(db, chain, { ...truth14, block: elsewhere })).toBe("moved");
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toBeUndefined();
});

test("a final block that was misreported is not mended: the lane stops", async () => {
  await openLane(8, 14);
  await expect(mendBlock(db, chain, { ...truth14, disagreement: lie })).rejects.toMatchObject({
    code: "reorg_below_final",
  });
  expect((await findLane(db.kysely, chain.id))?.stopped?.forkBlock).toBe(13);
  expect((await listTransfers(db.kysely, chain.id, 14, 14)).length).toBe(1);
});

test("a final block that nobody misreported stays as it is, and the lane goes on", async () => {
  await openLane(8, 14);
  expect(await mendBlock(db, chain, truth14)).toBe("final");
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
  expect((await listTransfers(db.kysely, chain.id, 14, 14)).length).toBe(1);
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toBeUndefined();
});

test("what samples had shown of a caught endpoint is taken back above final and before the lane alone", async () => {
  chain = sampleChain(++chainId);
  const ranges = { final: [8, 10], sampled: [11, 13], lied: [14, 14], whole: [15, 17], other: [18, 20] } as const;
  for (const [name, [from, to]] of Object.entries(ranges)) {
    const endpoint = name === "other" ? "honest" : "liar";
    await writeRange(db, chain, { ...rangeOf(trunk, from, to), endpoint, level: "bloom" });
    const hashes = rangeOf(trunk, from, to).blocks.slice(0, name === "whole" ? 3 : 1);
    const raise = { fromBlock: from, toBlock: to, level: "proven", hashes, provenBlockCount: hashes.length } as const;
    if (name !== "lied") expect(await raiseCoverage(db, chain, raise)).toBe(true);
  }
  await openLane(9, 11);
  await mendBlock(db, chain, { ...truth14, disagreement: lie });
  const lowered = await listUnprovenCoverage(db.kysely, chain.id, { from: 0, to: 99 });
  expect(lowered.map(({ fromBlock, toBlock, level }) => [fromBlock, toBlock, level])).toEqual([
    [8, 8, "bloom"],
    [12, 13, "bloom"],
    [14, 14, "bloom"],
  ]);
});

test("a sample of an endpoint that was caught meanwhile raises nothing, all of its blocks do", async () => {
  const { blocks } = truth;
  await writeRange(db, chain, { ...rangeOf(trunk, 33, 40), endpoint: "liar", level: "bloom" });
  const stretch = rangeOf(trunk, 33, 40).blocks;
  await insertDisagreement(db.kysely, chain.id, { ...lie, blockNumber: blocks[0]?.number ?? 0 });
  const raise = { fromBlock: 33, toBlock: 40, level: "proven" } as const;
  expect(await raiseCoverage(db, chain, { ...raise, hashes: stretch.slice(0, 1), provenBlockCount: 1 })).toBe(false);
  expect(await raiseCoverage(db, chain, { ...raise, hashes: stretch, provenBlockCount: 8 })).toBe(true);
});

test("a block from before the lane is mended whatever is final, and the lane need not look again", async () => {
  await openLane(15, 20);
  expect(await mendBlock(db, chain, { ...truth14, disagreement: lie })).toBe("mended");
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(truth.transfers);
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toBeUndefined();
});
