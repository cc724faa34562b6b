import { setTimeout as sleep } from "node:timers/promises";
import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import { Problem } from "@redflag/domain/problem";
import { createLogger } from "@redflag/runtime/logger";
import type { Queue } from "@redflag/runtime/queue";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { FailureLog } from "./failure-log.ts";
import { followHead } from "./ingest-service.ts";

const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "silent" });
const queue = { wake: async () => {} } as unknown as Queue;
const queues = { read: queue, prove: queue, lane: queue };

function depsWith(getTip: ChainSource["getTip"]) {
  const source = { chain: demo, getTip } as unknown as ChainSource;
  return { db, chain: demo, source, policy: "proof" as const, logger, sampleSecret: "test" };
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
