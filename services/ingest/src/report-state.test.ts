import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createHttpTransport } from "@redflag/chain/http-transport";
import { openSource } from "@redflag/chain/open-source";
import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import { findConditions } from "@redflag/domain/find-conditions";
import { FailureLog } from "@redflag/runtime/failure-log";
import { createLogger } from "@redflag/runtime/logger";
import { openDatabase } from "@redflag/store/database";
import { deleteSilentIngest, listIngestStates, upsertIngestState } from "@redflag/store/ingest-state";
import { readStanding } from "@redflag/store/standing";
import { afterAll, expect, test, vi } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { openChain } from "./open-chain.ts";
import { endpointStateOf, reportState } from "./report-state.ts";

const url = await createTestDatabaseUrl();
/** With the right to do it, and no other. */
const db = await openDatabase({ url: urlOf("redflag_ingest", url), applicationName: "test", poolMax: 2 });
const owner = await openDatabase({ url, applicationName: "test", poolMax: 1 });
afterAll(() => Promise.all([db.close(), owner.close()]));
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

test("an endpoint that accepts and never answers is told of until it answers, also while it is tried again", async () => {
  const sockets = new Set<Socket>();
  const hung = createServer((socket) => void sockets.add(socket.on("error", () => {}))).listen(0, "127.0.0.1");
  await once(hung, "listening");
  const { port } = hung.address() as AddressInfo;
  const transports = [createHttpTransport(`http://127.0.0.1:${port}`, { idleMs: 100 })];
  const source = openSource({ chain: demo, policy: "bloom", transports });
  await expect(source.getTip()).rejects.toMatchObject({ code: "endpoint_unreachable" });
  const again = source.getTip().catch((error: unknown) => error);
  const [told] = source.listEndpoints().map(endpointStateOf);
  // The first failure costs no rest: by its rest alone it would be well.
  expect(told).toMatchObject({ problem: "endpoint_unreachable" });
  await upsertIngestState(db.kysely, {
    ...{ chainId: demo.id, processId: randomUUID(), policy: "bloom", endpoints: told === undefined ? [] : [told] },
  });
  const standing = await readStanding(owner.kysely, new Date());
  expect(findConditions(standing)).toContainEqual(expect.objectContaining({ kind: "no_endpoint", about: "demo" }));
  for (const socket of sockets) socket.destroy();
  hung.close();
  await again;
  await source.close();
});
