import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listDisagreements } from "./disagreement.ts";
import { findLane, insertLane } from "./lane.ts";
import { blockAt, bytes, rangeOf, sampleChain, transfersAt, trunk } from "./ledger.samples.ts";
import { countLedger } from "./ledger-count.samples.ts";
import { mendBlock } from "./ledger-mend.ts";
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

test("a block's parent and time are put right, too", async () => {
  const shown = { ...blockAt(trunk, 14), parentHash: blockAt(trunk, 9).hash, time: 1_800_000_000 };
  await mendBlock(db, chain, { ...truth14, block: shown });
  expect(await listBlocks(db.kysely, chain.id, 13, 15)).toEqual([blockAt(trunk, 13), shown, blockAt(trunk, 15)]);
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

test("a block from before the lane is mended whatever is final, and the lane need not look again", async () => {
  await openLane(15, 20);
  expect(await mendBlock(db, chain, { ...truth14, disagreement: lie })).toBe("mended");
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(truth.transfers);
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toBeUndefined();
});
