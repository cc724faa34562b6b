import { randomUUID } from "node:crypto";
import type { ChainSource } from "@redflag/chain/source";
import type { VerifyPolicy } from "@redflag/domain/chain";
import { demo } from "@redflag/domain/chains/demo";
import { Problem } from "@redflag/domain/problem";
import { FailureLog } from "@redflag/runtime/failure-log";
import { createLogger } from "@redflag/runtime/logger";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { openDatabase } from "@redflag/store/database";
import { insertLane, stopLane } from "@redflag/store/lane";
import { cancelRepair, findRepair, insertRepair } from "@redflag/store/repair";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { truthfulSource } from "./testing/truthful-source.ts";
import { workRepairs } from "./work-repairs.ts";

const url = await createTestDatabaseUrl();
const owner = await openDatabase({ url, applicationName: "test", poolMax: 2 });
/** Work is done with the right to do it, and no other. */
const db = await openDatabase({ url: urlOf("redflag_ingest", url), applicationName: "test", poolMax: 2 });
afterAll(() => Promise.all([owner.close(), db.close()]));
const logger = createLogger({ service: "test", level: "silent" });

let chain = demo;
beforeEach(async () => {
  chain = { ...chain, id: chain.id + 1 };
  await insertLane(owner.kysely, chain.id, 1);
});

const ask = async (from: number, to: number) => {
  const id = randomUUID();
  await insertRepair(owner.kysely, { id, chainId: chain.id, from, to, reason: "a test", askedBy: "ops" });
  return id;
};

/** Works until the repair is as it should be. @returns the chains whose lane was woken */
async function workUntil(source: Partial<ChainSource>, id: string, outcome: string, policy: VerifyPolicy = "header") {
  const deps: IngestDeps = {
    ...{ db, chain, policy, logger, sampleSecret: "test" },
    source: { ...truthfulSource(chain, 40, "unproven"), ...source },
  };
  const woken: unknown[] = [];
  const abort = new AbortController();
  const lane = { wake: async ({ payload }: { payload: object }) => void woken.push(payload) };
  const working = workRepairs(deps, lane, new FailureLog(logger), abort.signal);
  await vi.waitFor(async () => expect((await findRepair(owner.kysely, id))?.outcome).toBe(outcome), {
    timeout: 60_000,
    interval: 20,
  });
  abort.abort(new Error("the test is over"));
  await working;
  return woken;
}

test("what is asked for is mended, told of, and screened by the lane", async () => {
  const id = await ask(11, 30);
  expect(await workUntil({}, id, "done")).toEqual([{ chain: chain.name }]);
  expect(await listMissingRanges(owner.kysely, chain.id, 11, 30)).toEqual([]);
  expect(await findRepair(owner.kysely, id)).toMatchObject({
    isWorked: false,
    account: { blocks: { read: 20, check: 0 }, failureCount: 0, failures: [] },
  });
});

test("what cannot be mended is told with the reason, and what could is kept", async () => {
  const id = await ask(11, 12);
  const findPeerRange = async () => undefined;
  await workUntil({ findPeerRange }, id, "partial", "peers");
  const { account } = (await findRepair(owner.kysely, id)) ?? {};
  expect(account).toMatchObject({ blocks: { read: 2, check: 0 }, failureCount: 1 });
  expect(account?.failures).toMatchObject([{ step: "check", from: 11, to: 12, reason: expect.any(String) }]);
});

test("a repair that is cancelled while an endpoint keeps it waiting ends, and the next one begins", async () => {
  const [first, second] = [await ask(11, 12), await ask(21, 22)];
  const getRange: ChainSource["getRange"] = async (from, to, filter, signal) => {
    if (from === 21) return truthfulSource(chain, 40, "unproven").getRange(from, to, filter, signal);
    await cancelRepair(owner.kysely, first);
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  };
  await workUntil({ getRange }, second, "done");
  expect(await findRepair(owner.kysely, first)).toMatchObject({ outcome: "cancelled" });
});

test("where the lane stands still nothing is tried; what is fatal ends the repair with the reason", async () => {
  const fatal = await ask(11, 12);
  const getRange = async () => {
    throw new Problem("history_foreign", "its block 11 is another chain's");
  };
  await workUntil({ getRange }, fatal, "failed");
  expect((await findRepair(owner.kysely, fatal))?.problem).toContain("its block 11 is another chain's");
  await stopLane(owner.kysely, chain.id, { reason: "block 9 was rewritten", forkBlock: 8 });
  const stopped = await ask(13, 14);
  await workUntil({ getRange: () => Promise.reject(new Error("not asked")) }, stopped, "stopped");
  expect((await findRepair(owner.kysely, stopped))?.problem).toBe("block 9 was rewritten");
});

test("a process that ends before its repair leaves it to the next one at once", async () => {
  const id = await ask(11, 12);
  const begun = Promise.withResolvers<void>();
  const abort = new AbortController();
  const getRange: ChainSource["getRange"] = (_from, _to, _filter, signal) => {
    begun.resolve();
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  };
  const source = { ...truthfulSource(chain, 40, "unproven"), getRange };
  const deps: IngestDeps = { db, chain, policy: "header", logger, sampleSecret: "test", source };
  const working = workRepairs(deps, { wake: async () => {} }, new FailureLog(logger), abort.signal);
  await begun.promise;
  expect(await findRepair(owner.kysely, id)).toMatchObject({ isWorked: true });
  abort.abort(new Error("it is told to end"));
  await working;
  expect(await findRepair(owner.kysely, id)).toMatchObject({ isWorked: false });
  await workUntil({}, id, "done");
});
