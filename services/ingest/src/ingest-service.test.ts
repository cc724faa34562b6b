import { setTimeout as sleep } from "node:timers/promises";
import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import { Problem } from "@redflag/domain/problem";
import { FailureLog } from "@redflag/runtime/failure-log";
import { createLogger } from "@redflag/runtime/logger";
import type { Queue } from "@redflag/runtime/queue";
import { expect, test, vi } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { followHead, runIngestWorkers } from "./ingest-service.ts";
import { paceOf } from "./look-schedule.ts";

const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "silent" });
const queue = { wake: async () => {} } as unknown as Queue;
const queues = { read: queue, prove: queue, lane: queue };

function depsWith(getTip: ChainSource["getTip"]) {
  const source = { chain: demo, getTip } as unknown as ChainSource;
  return {
    db,
    chain: demo,
    source,
    policy: "proof" as const,
    logger,
    sampleSecret: "test",
    pace: paceOf(undefined),
    headUrls: [],
  };
}

test("a call that the shutdown cuts short is no failure", async () => {
  const abort = new AbortController();
  const deps = depsWith(async (signal) => {
    await sleep(10);
    abort.abort(new Error("shutting down: SIGTERM"));
    signal?.throwIfAborted();
    throw new Error("unreachable");
  });
  await expect(followHead(deps, queues, new FailureLog(logger), abort.signal)).resolves.toBeUndefined();
});

test("an endpoint that fails is asked again; a bug ends the service", async () => {
  let calls = 0;
  const deps = depsWith(async () => {
    calls++;
    if (calls === 1) throw new Problem("endpoint_unreachable", "one.example");
    throw new TypeError("a bug");
  });
  const following = followHead(deps, queues, new FailureLog(logger), new AbortController().signal);
  await expect(following).rejects.toThrow("a bug");
  expect(calls).toBe(2);
});

test("a range whose answers stay contradicted is left alone for a while, and no other is", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  const asked: number[] = [];
  const getRange = async (from: number): Promise<never> => {
    asked.push(from);
    throw new Problem("answer_incomplete", "a and b do not give the same logs");
  };
  const source = { chain: demo, getRange } as unknown as ChainSource;
  const deps = { db, chain: demo, source, policy: "peers" as const, logger, sampleSecret: "test" };
  let read: (payload: unknown) => Promise<void> = async () => {};
  const worker = { close: async () => {} };
  const reading = {
    wake: async () => {},
    work: async (handler: typeof read) => {
      read = handler;
      return worker;
    },
  } as unknown as Queue;
  const idle = { ...queue, work: async () => worker } as unknown as Queue;
  const workers = await runIngestWorkers(
    new Map([[demo.name, deps]]),
    { read: reading, prove: idle, lane: idle },
    new FailureLog(logger),
    new AbortController().signal,
  );
  const sweep = (from: number) => read({ chain: demo.name, from, to: from });
  for (let sweeps = 0; sweeps < 5; sweeps++) await sweep(7);
  await sweep(8);
  vi.setSystemTime(2_000);
  for (let sweeps = 0; sweeps < 5; sweeps++) await sweep(7);
  expect(asked).toEqual([7, 7, 8, 7]);
  await workers.close();
  vi.useRealTimers();
});
