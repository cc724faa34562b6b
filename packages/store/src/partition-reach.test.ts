import { defineChain } from "@redflag/domain/chain";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { isReadByAccused } from "./coverage-accused.ts";
import { cutCoverage } from "./coverage-cut.ts";
import { listOutdatedRows } from "./coverage-open.ts";
import {
  findCoverageOf,
  findFinalizable,
  findWatermark,
  listMissingRanges,
  listUnprovenCoverage,
} from "./coverage-read.ts";
import type { Executor } from "./database.ts";
import { listFreezes } from "./freeze-read.ts";
import { insertLane } from "./lane.ts";
import { findLaneWork } from "./lane-work.ts";
import { rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { listBlocks, listBlocksIn } from "./ledger-read.ts";
import { writeRange } from "./ledger-write.ts";
import { ensurePartitions } from "./partition.ts";
import { inTransaction } from "./transaction.ts";
import { listTransfers, listTransfersAt } from "./transfer-read.ts";

/** As old as its partitions are many; what is at its head lies in the last but one. */
const PARTITIONS = 12;
const chain = defineChain({ ...sampleChain(1), partitionBlocks: 20_000 });
const HEAD = (PARTITIONS - 2) * chain.partitionBlocks + 5_000;

const db = await openTestDatabase();
await ensurePartitions(db, chain, 0, PARTITIONS * chain.partitionBlocks - 1);
await writeRange(db, chain, rangeOf(trunk, HEAD - 9, HEAD));
await insertLane(db.kysely, chain.id, HEAD - 9);

const [first, last] = [HEAD - 4, HEAD];
const span = { from: first, to: last };
const FILTER = `0x${"00".repeat(32)}` as const;

/** What a block at the head asks of the ledger's tables, on the way from its endpoint to its alerts. */
const ASKED: Record<string, (tx: Executor) => Promise<unknown>> = {
  "what there is to do on the lane": (tx) => findLaneWork(tx, chain.id),
  "how far the ledger reaches": (tx) => findWatermark(tx, chain.id, first),
  "how far it may become final": (tx) => findFinalizable(tx, chain.id, first, last, ["proven"]),
  "what is missing": (tx) => listMissingRanges(tx, chain.id, first, last + 30),
  "how a block was read": (tx) => findCoverageOf(tx, chain.id, first),
  "what is not proven": (tx) => listUnprovenCoverage(tx, chain.id, span),
  "what was asked with another filter": (tx) => listOutdatedRows(tx, chain.id, span, FILTER, 10),
  "whether a liar read it": (tx) => isReadByAccused(tx, chain.id, span),
  "the row of a check": (tx) => cutCoverage(tx, chain, first),
  "blocks by their numbers": (tx) => listBlocksIn(tx, chain.id, [first, last]),
  blocks: (tx) => listBlocks(tx, chain.id, first, last),
  transfers: (tx) => listTransfers(tx, chain.id, first, last),
  "transfers of evidence": (tx) => listTransfersAt(tx, chain.id, [{ blockNumber: last, logIndex: 0 }]),
  freezes: (tx) => listFreezes(tx, chain.id, first, last),
};

// A statement locks each partition that its plan considers: with hundreds of them that was a tenth of a second for each.
test.each(Object.entries(ASKED))("the partitions of years ago are not looked at: %s", async (_, ask) => {
  const locked = await inTransaction(db, async (tx) => {
    await ask(tx);
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_locks join pg_class on pg_class.oid = relation where pid = pg_backend_pid()`.execute(
      tx,
    );
    return rows;
  });
  const ordinals = new Set(locked.flatMap(({ name }) => name.match(/^[a-z_]+_1_(\d+)$/)?.[1] ?? []));
  expect([...ordinals]).toEqual([`${PARTITIONS - 2}`]);
});
