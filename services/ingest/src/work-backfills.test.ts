import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import { Problem } from "@redflag/domain/problem";
import type { Block } from "@redflag/domain/transfer";
import { FailureLog } from "@redflag/runtime/failure-log";
import { createLogger } from "@redflag/runtime/logger";
import { openQueues } from "@redflag/runtime/queues";
import { insertBackfill, listBackfillSpans } from "@redflag/store/backfill";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { listUnindexedPartitions } from "@redflag/store/partition-index";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { paceOf } from "./look-schedule.ts";
import { runIngest } from "./run-ingest.ts";
import { CheckTurns, planBackfills, workBackfills } from "./work-backfills.ts";

const logger = createLogger({ service: "test", level: "silent" });
const chain = { ...demo, partitionBlocks: 400 };
const LANE_START = 1_000;

function hashOf(number: number): `0x${string}` {
  return `0x${number.toString(16).padStart(64, "0")}`;
}

function blocksOf(from: number, to: number): Block[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const number = from + i;
    return { number, hash: hashOf(number), parentHash: hashOf(number - 1), time: 1_000 + number };
  });
}

/** A process of its own as far as tables and queue can tell. */
async function openProcess(
  url: string,
  { read = () => {}, prove }: { read?: (from: number) => void; prove?: () => never } = {},
) {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 4 });
  const queues = await openQueues({ kind: "postgres", url, schema: "bullmq" }, logger);
  onTestFinished(async () => {
    await queues.close();
    await db.close();
  });
  const source = {
    chain,
    getRange: async (from: number, to: number) => {
      read(from);
      return { blocks: blocksOf(from, to), logs: [], level: "bloom", endpoint: "one.example" };
    },
    proveBlock: prove,
    getTip: async () => ({ head: { number: LANE_START + 30, hash: hashOf(LANE_START + 30) }, finalizedNumber: 0 }),
    listEndpoints: () => [],
    close: async () => {},
  } as unknown as ChainSource;
  const policy = prove === undefined ? ("bloom" as const) : ("proof" as const);
  return { deps: { db, chain, source, policy, logger, sampleSecret: "test" }, queues };
}

test("processes share overlapping backfills, through failures, until all is stored, indexed and finished", async () => {
  const url = await createTestDatabaseUrl();
  const asked: number[] = [];
  const read = (from: number) => {
    asked.push(from);
    if (asked.length % 5 === 0) throw new Problem("endpoint_unreachable", "one.example: timeout");
  };
  const processes = await Promise.all([1, 2, 3].map(() => openProcess(url, { read })));
  const { db } = processes[0]!.deps;
  await insertLane(db.kysely, chain.id, LANE_START);
  await insertBackfill(db.kysely, chain.id, { from: 150, to: 700 });
  await insertBackfill(db.kysely, chain.id, { from: 600, to: LANE_START - 1 });
  const abort = new AbortController();
  const working = processes.map(({ deps, queues }) =>
    workBackfills(deps, queues.openBackfill, new FailureLog(logger), abort.signal),
  );
  await vi.waitFor(async () => expect(await listBackfillSpans(db.kysely, chain.id)).toEqual([]), {
    timeout: 150_000,
    interval: 100,
  });
  abort.abort();
  await Promise.all(working);
  expect(await listMissingRanges(db.kysely, chain.id, 150, LANE_START - 1)).toEqual([]);
  expect(await listMissingRanges(db.kysely, chain.id, 0, LANE_START)).toHaveLength(2);
  expect(await listUnindexedPartitions(db.kysely, chain.id)).toEqual([]);
});

test("the head is read while a backfill waits for its endpoint with all it may have in flight", async () => {
  const url = await createTestDatabaseUrl();
  const { deps, queues } = await openProcess(url);
  const { db } = deps;
  const answers = deps.source.getRange;
  let waiting = 0;
  deps.source.getRange = async (from, to, filter, signal) => {
    if (from >= LANE_START) return answers(from, to, filter, signal);
    waiting++;
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  };
  await insertLane(db.kysely, chain.id, LANE_START);
  await insertBackfill(db.kysely, chain.id, { from: 0, to: LANE_START - 1 });
  const abort = new AbortController();
  const running = runIngest([{ ...deps, pace: paceOf(undefined), headUrls: [] }], queues, logger, abort.signal);
  await vi.waitFor(() => expect(waiting).toBe(2), { timeout: 150_000 });
  await vi.waitFor(
    async () => expect(await listMissingRanges(db.kysely, chain.id, LANE_START, LANE_START + 30)).toEqual([]),
    { timeout: 150_000, interval: 50 },
  );
  expect(waiting).toBe(2);
  abort.abort(new Error("the test is over"));
  await running;
});

test("what is stored and cannot be checked leaves the backfill open", async () => {
  const url = await createTestDatabaseUrl();
  let proofs = 0;
  const prove = () => {
    proofs++;
    throw new Problem("proof_unavailable", "one.example: no receipts");
  };
  const { deps, queues } = await openProcess(url, { prove });
  const { db } = deps;
  await insertLane(db.kysely, chain.id, LANE_START);
  await insertBackfill(db.kysely, chain.id, { from: 1, to: 4 });
  const abort = new AbortController();
  const working = workBackfills(deps, queues.openBackfill, new FailureLog(logger), abort.signal);
  const missing = () => listMissingRanges(db.kysely, chain.id, 1, 4);
  await vi.waitFor(async () => expect([await missing(), proofs > 2]).toEqual([[], true]), { timeout: 150_000 });
  abort.abort();
  await working;
  expect(await listBackfillSpans(db.kysely, chain.id)).toEqual([{ from: 1, to: 4 }]);
});

test("what is missing comes first, in the pieces that any other process would cut", () => {
  const states = [
    {
      span: { from: 3, to: 60_000 },
      missing: [
        { from: 3, to: 140 },
        { from: 301, to: 301 },
      ],
      unchecked: [{ from: 141, to: 260 }],
      unindexed: [],
    },
  ];
  const checks = new CheckTurns();
  expect(planBackfills(demo, states, checks)).toEqual([
    { from: 3, to: 49 },
    { from: 50, to: 99 },
    { from: 100, to: 140 },
    { from: 301, to: 301 },
    { from: 141, to: 149 },
    { from: 150, to: 199 },
    { from: 200, to: 249 },
    { from: 250, to: 260 },
  ]);
  expect(planBackfills(demo, states, checks)).toHaveLength(4);
});

test("what was just tried waits its turn, and others have theirs", () => {
  let nowMs = 0;
  const turns = new CheckTurns(() => nowMs);
  const spans = [1, 2, 3].map((from) => ({ from, to: from }));
  const takeAt = (ms: number, max: number) => {
    nowMs = ms;
    return turns.take(spans, max);
  };
  expect(takeAt(0, 2)).toEqual(spans.slice(0, 2));
  expect(takeAt(1, 2)).toEqual(spans.slice(2));
  expect(takeAt(59_999, 2)).toEqual([]);
  expect(takeAt(60_000, 3)).toEqual(spans.slice(0, 2));
});
