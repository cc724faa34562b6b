import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listMissingRanges } from "./coverage-read.ts";
import { findLane } from "./lane.ts";
import { blockAt, rangeOf, sampleChain, transfersAt, trunk } from "./ledger.samples.ts";
import { countLedger } from "./ledger-count.samples.ts";
import { listBlocks } from "./ledger-read.ts";
import { replaceBranch } from "./ledger-replace.ts";
import { writeRange } from "./ledger-write.ts";
import { listTransfers } from "./transfer-read.ts";

const db = await openTestDatabase();
const other = { name: "other", fork: 14 };
let chainId = 100;
let chain = sampleChain(chainId);
beforeEach(async () => {
  chain = sampleChain(++chainId);
  await writeRange(db, chain, rangeOf(trunk, 8, 32));
});

async function insertLane(finalPosition: number) {
  await db.kysely
    .insertInto("lane")
    .values({
      chain_id: chain.id,
      start_block: 8,
      head_position: 32,
      final_position: finalPosition,
      checkpoint_position: 7,
      depth_position: 7,
    })
    .execute();
}

async function listRewinds() {
  const { rows } = await sql`select seq, fork_block, cause from rewind where chain_id = ${chain.id}`.execute(db.kysely);
  return rows;
}

const reorg = { ...rangeOf(other, 15, 35), forkBlock: blockAt(trunk, 14), cause: "reorg" } as const;

test("the branch above the fork gives way to the new one, and a rewind says so", async () => {
  expect(await replaceBranch(db, chain, reorg)).toEqual({ rewindSeq: 1 });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(other, 8, 35).blocks);
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(other, 8, 35).transfers);
  expect(await listMissingRanges(db.kysely, chain.id, 8, 40)).toEqual([{ from: 36, to: 40 }]);
  expect(await countLedger(db.kysely, chain.id)).toMatchObject({
    blocks: 28,
    transfers: rangeOf(other, 8, 35).transfers.length,
    refusedLogs: rangeOf(other, 8, 35).refusedLogs.length,
  });
  expect(await listRewinds()).toEqual([{ seq: 1, fork_block: 14, cause: "reorg" }]);
});

test("a reorg done twice is done once; a mend is done each time, since its blocks keep their hashes", async () => {
  await replaceBranch(db, chain, reorg);
  expect(await replaceBranch(db, chain, reorg)).toEqual({ rewindSeq: 1 });

  const lie = {
    ...rangeOf(other, 15, 35),
    transfers: [15, 16].flatMap((n) => transfersAt(other, n, { leaveOut: true })),
  };
  const mend = { ...lie, forkBlock: blockAt(trunk, 14), cause: "mend" } as const;
  expect(await replaceBranch(db, chain, mend)).toEqual({ rewindSeq: 2 });
  expect(await listTransfers(db.kysely, chain.id, 15, 99)).toEqual(lie.transfers);
  expect(await replaceBranch(db, chain, { ...mend, ...rangeOf(other, 15, 35) })).toEqual({ rewindSeq: 3 });
  expect(await listTransfers(db.kysely, chain.id, 15, 99)).toEqual(rangeOf(other, 15, 35).transfers);
});

test("an empty branch leaves the blocks missing", async () => {
  await replaceBranch(db, chain, { ...rangeOf(trunk, 15, 14), forkBlock: blockAt(trunk, 14), cause: "mend" });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 8, 14).blocks);
  expect(await listMissingRanges(db.kysely, chain.id, 8, 32)).toEqual([{ from: 15, to: 32 }]);
});

test("a fork that the ledger knows by another hash is refused: the ledger has moved", async () => {
  await replaceBranch(db, chain, reorg);
  const late = { ...rangeOf(trunk, 21, 25), forkBlock: blockAt(trunk, 20), cause: "reorg" } as const;
  await expect(replaceBranch(db, chain, late)).rejects.toMatchObject({ code: "ledger_moved", retry: "retry" });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(other, 8, 35).blocks);
  expect(await listRewinds()).toHaveLength(1);
});

test("what is final stays: the lane stops instead, and says why", async () => {
  await insertLane(15);
  await expect(replaceBranch(db, chain, reorg)).rejects.toMatchObject({ code: "reorg_below_final" });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 8, 32).blocks);
  expect(await listRewinds()).toEqual([]);
  expect((await findLane(db.kysely, chain.id))?.stopped).toEqual({
    reason: expect.stringContaining("above block 14"),
    forkBlock: 14,
  });
});

test("a fork at the final position itself is fine", async () => {
  await insertLane(14);
  expect(await replaceBranch(db, chain, reorg)).toEqual({ rewindSeq: 1 });
});

test("a branch that does not grow from its fork is a programming error", async () => {
  const crooked = { ...rangeOf(other, 16, 20), forkBlock: blockAt(trunk, 15), cause: "reorg" } as const;
  await expect(replaceBranch(db, chain, crooked)).rejects.toThrow("grows from the fork");
});
