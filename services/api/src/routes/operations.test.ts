import { randomUUID } from "node:crypto";
import type { Endpoint, Installation, Lane, ScreeningGap, Work } from "@redflag/contract/http/routes/operations";
import { demo } from "@redflag/domain/chains/demo";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { upsertIngestState } from "@redflag/store/ingest-state";
import { insertLane } from "@redflag/store/lane";
import { sampleEntry } from "@redflag/store/list.samples";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { importListVersion } from "@redflag/store/watchlist";
import { addWithheld } from "@redflag/store/withheld";
import { beforeAll, expect, test } from "vitest";
import { ENDPOINT_KEY, seedCoverage } from "../testing/seed-coverage.ts";
import { seedSubscription } from "../testing/seed-subscription.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const admin = await world.enter(["admin"]);
const { pool, kysely } = world.db;

async function get<Body>(path: string): Promise<Body> {
  const { status, body } = await admin.browser.send("GET", path);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(JSON.stringify(body)).not.toContain(ENDPOINT_KEY);
  return body as Body;
}
const seenAgo = (processId: string, seconds: number) =>
  pool.query("update ingest_state set seen_at = $2 where process_id = $1", [
    processId,
    new Date(world.clock.now.getTime() - seconds * 1_000),
  ]);

beforeAll(() => seedCoverage(world.db));

test("endpoints are told as the processes that run see them; of a chain that none follows, as the last one did", async () => {
  expect(await get("/v1/endpoints")).toEqual({ items: [] });
  const [first, second, gone] = [randomUUID(), randomUUID(), randomUUID()];
  const healthy = { host: "a.example", score: 0.9, latencyMs: 80, isBarred: false, head: 480, answers: {} };
  const restsUntil = new Date(world.clock.now.getTime() + 30_000);
  const benched = { ...healthy, host: "liar.example", restsUntil, problem: "endpoint_unreachable", head: 470 };
  const state = { chainId: demo.id, policy: "bloom" as const };
  const endpoints = [
    { ordinal: 1, ...healthy },
    { ordinal: 2, ...benched, answers: { silent_wrong: 2 } },
  ];
  for (const processId of [first, gone]) await upsertIngestState(kysely, { ...state, processId, endpoints });
  const barred = { ordinal: 1, ...healthy, isBarred: true, problem: "endpoint_wrong_chain" };
  await upsertIngestState(kysely, { ...state, processId: second, endpoints: [barred] });
  await seenAgo(first, 5);
  await seenAgo(second, 8);
  await seenAgo(gone, 300);
  const { items } = await get<{ items: Endpoint[] }>("/v1/endpoints");
  expect(items).toMatchObject([
    {
      process: first,
      host: "a.example",
      state: "healthy",
      blocksBehind: 0,
      latencyMs: 80,
      liesCaught: 0,
      ageSeconds: 5,
    },
    {
      ...{ process: first, host: "liar.example", ordinal: 2, state: "benched", problem: "endpoint_unreachable" },
      ...{ restsUntil: restsUntil.toISOString(), blocksBehind: 10, liesCaught: 2, answers: { silent_wrong: 2 } },
    },
    { process: second, host: "a.example", state: "barred", problem: "endpoint_wrong_chain" },
  ]);
  const coverage = await get<{ items: object[] }>("/v1/coverage");
  expect(coverage.items).toMatchObject([
    { policy: "bloom", followed: true, endpoints: { configured: 2, healthy: 1 }, droppedTo: 149 },
  ]);
  for (const processId of [first, second, gone]) await seenAgo(processId, processId === second ? 120 : 300);
  const stale = await get<{ items: Endpoint[] }>("/v1/endpoints");
  expect(stale.items).toMatchObject([{ process: second, state: "stale", ageSeconds: 120 }]);
});

test("lanes say where they stand, why they stopped, and what was not judged; a rule's gaps are listed", async () => {
  await insertLane(kysely, ethereum.id, 1_000);
  await pool.query("update lane set stopped_reason = $1, stopped_fork = 990 where chain_id = $2", [
    `https://a.example/${ENDPOINT_KEY} rewrote block 991, which was final`,
    ethereum.id,
  ]);
  for (const [block, heuristic] of [
    [210, "fan-in"],
    [220, "fan-in"],
    [215, "pass-through"],
  ]) {
    await pool.query(
      `insert into screening_gap (chain_id, heuristic, heuristic_version, block_number, log_index, tx_hash, reason)
       values ($1, $2, 3, $3, 0, sha256('tx'), 'it threw')`,
      [demo.id, heuristic, block],
    );
  }
  const withheld = { heuristic: "structuring", heuristicVersion: 2, cause: "rate_missing" as const, count: 1 };
  await addWithheld(kysely, demo.id, [withheld]);
  await addWithheld(kysely, demo.id, [withheld]);
  const lanes = await get<{ items: Lane[] }>("/v1/lanes");
  expect(lanes).toMatchObject({
    items: [
      {
        ...{
          name: "demo",
          state: "running",
          startBlock: 100,
          position: 299,
          finalTo: 199,
          depthTo: 199,
          generation: 1,
        },
        lag: { blocks: 181 },
        gaps: [
          { heuristic: "fan-in", version: 3, transfers: 2 },
          { heuristic: "pass-through", transfers: 1 },
        ],
        withheld: [{ heuristic: "structuring", version: 2, cause: "rate_missing", transfers: 2 }],
      },
      {
        ...{ name: "ethereum", state: "stopped", position: 999, gaps: [], withheld: [] },
        stopped: { reason: "https://a.example/… rewrote block 991, which was final", forkBlock: 990 },
      },
    ],
    crossChain: { lanes: [] },
  });
  expect(lanes.items[1]).not.toHaveProperty("lag");
  const path = "/v1/screening-gaps?chain=demo&limit=2";
  const first = await get<{ items: ScreeningGap[]; next: string }>(path);
  const second = await get<{ items: ScreeningGap[]; next?: string }>(`${path}&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ block, heuristic }) => [block, heuristic])).toEqual([
    ...[
      [210, "fan-in"],
      [215, "pass-through"],
      [220, "fan-in"],
    ],
  ]);
  expect(second.next).toBeUndefined();
  const one = await get<{ items: ScreeningGap[] }>(`${path}&heuristic=pass-through`);
  expect(one.items).toMatchObject([{ block: 215, reason: "it threw", chain: demo.caip2 }]);
});

test("what waits is counted from the tables that want it, and so is what exchanges are owed", async () => {
  const subscriber = await world.addSubscriber("Exchange A");
  const subscription = await seedSubscription(world.db, subscriber, { types: ["alert.final"] });
  await pool.query("update subscription set failing_since = now()");
  const deliveries: ReadonlyArray<readonly [state: string, next: string, settled: string | null, held: boolean]> = [
    ["waiting", "-5 minutes", null, false],
    ["waiting", "0 seconds", null, false],
    ["waiting", "1 hour", null, false],
    ["waiting", "-5 minutes", null, true],
    ["dead", "-1 hour", "-1 hour", false],
    ["dead", "-3 days", "-3 days", false],
    ["delivered", "-1 hour", "-1 hour", false],
  ];
  for (const [index, [state, next, settled, held]] of deliveries.entries()) {
    await pool.query(
      `insert into delivery (subscription_id, event_id, position, state, next_at, settled_at, is_held, subject)
       values ($1, sha256($2::text::bytea), $2::int, $3, now() + $4::interval, now() + $5::interval, $6, 'about')`,
      [subscription, index + 1, state, next, settled, held],
    );
  }
  const payload = { type: "subscription.disabled" };
  await kysely
    .transaction()
    .execute((tx) => insertReleasedEvents(tx, subscriber, [{ eventId: `0x${"ab".repeat(32)}`, payload }]));
  await pool.query("insert into backfill (chain_id, from_block, to_block) values ($1, 290, 309)", [demo.id]);
  const { work, ...owed } = await get<{ work: Work[]; deliveries: object[] }>("/v1/queues");
  const waiting = (kind: Work["kind"], chain?: string) =>
    work.filter((each) => each.kind === kind && each.chain === chain).map((each) => [each.unit, each.waiting]);
  expect(waiting("read", demo.caip2)).toEqual([["blocks", 70]]);
  expect(waiting("prove", demo.caip2)).toEqual([["blocks", 100]]);
  expect(waiting("screen", demo.caip2)).toEqual([["blocks", 0]]);
  expect(waiting("backfill", demo.caip2)).toEqual([["blocks", 10]]);
  expect(waiting("repair", demo.caip2)).toEqual([]);
  expect(waiting("list_fetch")).toEqual([["rows", 0]]);
  expect(waiting("fan_out")).toEqual([["rows", 1]]);
  expect(owed.deliveries).toMatchObject([
    {
      ...{ subscriber, name: "Exchange A", sandbox: false, due: 2, late: 1, waiting: 2, dead: 1 },
      subscriptions: { active: 1, failing: 1, paused: 0, disabled: 0 },
    },
  ]);
  // What its owner has paused is not late: nobody is to send it.
  await pool.query("update subscription set state = 'paused', state_cause = 'owner'");
  expect((await get<{ deliveries: object[] }>("/v1/queues")).deliveries).toMatchObject([
    { due: 0, late: 0, waiting: 4, subscriptions: { active: 0, paused: 1 } },
  ]);
});

test("the installation says what is set up, and not where it is kept", async () => {
  const list = { id: "partner", title: "Partner", authority: "FIU" };
  await importListVersion(world.db, { list, entries: [sampleEntry(1), sampleEntry(2)], source: "test" });
  const { schema, database, ...told } = await get<Installation>("/v1/installation");
  expect(schema.current).toBe(schema.latest);
  expect(database).toMatchObject({ embedded: false, bytes: expect.any(Number) });
  expect(told).toMatchObject({
    ...{ version: "1.2.3", adminExists: true, lists: { count: 1, withEntries: 1, entries: 2 } },
    chains: [
      { name: "demo", endpointHosts: ["a.example"], policy: "bloom", firstBlock: 100, screened: true },
      { name: "ethereum", endpointHosts: [], policy: ethereum.verify, screened: false },
    ],
  });
});
