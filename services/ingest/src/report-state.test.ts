import { randomUUID } from "node:crypto";
import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import { FailureLog } from "@redflag/runtime/failure-log";
import { createLogger } from "@redflag/runtime/logger";
import { openDatabase } from "@redflag/store/database";
import { deleteSilentIngest, listIngestStates, upsertIngestState } from "@redflag/store/ingest-state";
import { afterAll, expect, test, vi } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { openChain } from "./open-chain.ts";
import { endpointStateOf, reportState } from "./report-state.ts";

const url = await createTestDatabaseUrl();
/** With the right to do it, and no other. */
const db = await openDatabase({ url: urlOf("redflag_ingest", url), applicationName: "test", poolMax: 2 });
afterAll(() => db.close());
const logger = createLogger({ service: "test", level: "silent" });

test("a process tells which endpoints it was given, by host, and that it follows the chain, until it ends", async () => {
  const endpoints = ["https://user:s3cret@one.example:8545/v3/s3cret?key=s3cret", "https://two.example/s3cret#rps=3"];
  const deps = openChain(demo, { endpoints, verify: "bloom" }, { db, logger });
  const processId = randomUUID();
  const abort = new AbortController();
  const reporting = reportState(deps, processId, new FailureLog(logger), abort.signal);
  await vi.waitFor(async () => expect(await listIngestStates(db.kysely)).toHaveLength(1), { timeout: 60_000 });
  abort.abort();
  await reporting;
  await deps.source.close();
  const states = await listIngestStates(db.kysely);
  expect(states).toMatchObject([
    {
      ...{ chainId: demo.id, processId, policy: "bloom", seenAt: expect.any(Date) },
      endpoints: [
        { ordinal: 1, host: "one.example:8545", score: 1, isBarred: false, answers: {} },
        { ordinal: 2, host: "two.example", requestsPerSecondMax: 3 },
      ],
    },
  ]);
  expect(JSON.stringify(states)).not.toContain("s3cret");
});

test("what is told again replaces what was told; whoever is silent for long is forgotten with its endpoints", async () => {
  const processId = randomUUID();
  const standing = {
    ...{ name: "a.example", score: 0.5, latencyMs: 12.6, restsUntilMs: 1_800_000_000_000, isBarred: false },
    ...{ reason: "a.example: https://a.example/s3cret", problem: "endpoint_busy" as const, requestsPerSecondMax: 2.5 },
    ...{ logBlocksMax: 2_000, logResultsMax: undefined, head: 99, headBackwardsCount: 1, lateCount: 2 },
    counts: { rate_limit: 4 },
  } satisfies ReturnType<ChainSource["listEndpoints"]>[number];
  const told = endpointStateOf(standing, 0);
  expect(told).toEqual({
    ...{ ordinal: 1, host: "a.example", score: 0.5, latencyMs: 13, isBarred: false, problem: "endpoint_busy" },
    ...{ restsUntil: new Date(1_800_000_000_000), requestsPerSecondMax: 2.5, logBlocksMax: 2_000, head: 99 },
    answers: { rate_limit: 4 },
  });
  const state = { chainId: demo.id, processId, policy: "proof" as const };
  const own = async () => (await listIngestStates(db.kysely)).find((each) => each.processId === processId);
  await upsertIngestState(db.kysely, { ...state, endpoints: [told] });
  expect((await own())?.endpoints).toEqual([told]);
  const better = { ordinal: 1, host: "a.example", score: 1, isBarred: false, answers: {} };
  await upsertIngestState(db.kysely, { ...state, endpoints: [better] });
  expect((await own())?.endpoints).toEqual([better]);
  await deleteSilentIngest(db.kysely, 3_600);
  expect(await own()).toBeDefined();
  await deleteSilentIngest(db.kysely, -3_600);
  expect(await listIngestStates(db.kysely)).toEqual([]);
});
