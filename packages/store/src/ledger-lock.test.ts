import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { Executor } from "./database.ts";
import { blockAt, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { lockLedger } from "./ledger-lock.ts";
import { listBlocks } from "./ledger-read.ts";
import { replaceBranch } from "./ledger-replace.ts";
import { writeRange } from "./ledger-write.ts";
import { inTransaction } from "./transaction.ts";

const db = await openTestDatabase(8);
const other = { name: "other", fork: 14 };
let chainId = 100;
let chain = sampleChain(chainId);
beforeEach(() => {
  chain = sampleChain(++chainId);
});

/** Runs `lock` in a transaction that stays open until the returned function is called. */
async function hold(lock: (tx: Executor) => Promise<void>): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = inTransaction(db, async (tx) => {
    await lock(tx);
    held.resolve();
    await release.promise;
  });
  await held.promise;
  return async () => {
    release.resolve();
    await holder;
  };
}

async function untilWaiting(count: number): Promise<void> {
  const waiting = async () => {
    const { rows } = await sql`
      select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(db.kysely);
    return rows.length;
  };
  await expect.poll(waiting, { timeout: 10_000 }).toBe(count);
}

test("of two neighbours on different branches that are about to commit, the second sees the first", async () => {
  const release = await hold((tx) => takeAdvisoryLock(tx, `seam:${chain.id}:20`, "exclusive"));
  const first = writeRange(db, chain, rangeOf(other, 10, 19));
  await untilWaiting(1);
  const second = writeRange(db, chain, rangeOf(trunk, 20, 29));
  await untilWaiting(2);
  await release();
  expect(await first).toEqual({ outcome: "written", insertedBlocks: 10 });
  expect(await second).toEqual({ outcome: "conflict", atBlock: 19 });
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(other, 10, 19).blocks);
});

test("a replacement waits for whoever writes or reads, and writers wait for it", async () => {
  await writeRange(db, chain, rangeOf(trunk, 10, 19));
  const releaseShared = await hold((tx) => lockLedger(tx, chain.id, "shared"));
  const branch = { ...rangeOf(other, 15, 19), forkBlock: blockAt(trunk, 14), cause: "reorg" } as const;
  const replaced = replaceBranch(db, chain, branch);
  await untilWaiting(1);
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 10, 19).blocks);
  await releaseShared();
  expect(await replaced).toEqual({ rewindSeq: 1 });

  const releaseExclusive = await hold((tx) => lockLedger(tx, chain.id, "exclusive"));
  const written = writeRange(db, chain, rangeOf(trunk, 20, 29));
  await untilWaiting(1);
  await releaseExclusive();
  expect(await written).toEqual({ outcome: "conflict", atBlock: 19 });
});

test("chains do not wait for each other", async () => {
  const release = await hold((tx) => lockLedger(tx, chain.id, "exclusive"));
  const elsewhere = sampleChain(chain.id + 50_000);
  expect(await writeRange(db, elsewhere, rangeOf(trunk, 1, 2))).toMatchObject({ outcome: "written" });
  await release();
});
