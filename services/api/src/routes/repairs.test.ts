import type { Backfill } from "@redflag/contract/http/routes/backfills";
import type { Repair } from "@redflag/contract/http/routes/repairs";
import { demo } from "@redflag/domain/chains/demo";
import { finishBackfills, listBackfillSpans } from "@redflag/store/backfill";
import { claimRepair, finishRepair, renewRepair } from "@redflag/store/repair";
import { beforeAll, expect, test } from "vitest";
import { ENDPOINT_KEY, seedCoverage } from "../testing/seed-coverage.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const ops = await world.enter(["ops"]);
const db = world.db.kysely;
const post = (path: string, body: object) => ops.browser.send("POST", path, { body });
const ask = (span: object) => post("/v1/chains/demo/repairs", { ...span, reason: "The endpoint was mended" });
const show = async ({ id }: Repair) => (await ops.browser.send("GET", `/v1/repairs/${id}`)).body as Repair;

beforeAll(() => seedCoverage(world.db));

test("a repair is asked for, worked on by who claims it, told as it goes, and told what it could not mend", async () => {
  const made = (await ask({ from: 290, to: 360 })).body as Repair;
  expect(made).toMatchObject({ chain: demo.caip2, from: 290, to: 360, state: "waiting", askedBy: ops.email });
  expect(await ask({ from: 300, to: 310 })).toMatchObject({ status: 409, code: "repair_under_way" });
  const claimed = await claimRepair(db, demo.id, 60);
  expect(claimed).toEqual({ id: made.id, from: 290, to: 360 });
  expect(await claimRepair(db, demo.id, 60)).toBeUndefined();
  expect(await renewRepair(db, made.id, 60, { step: "read", blocks: 25 })).toBe(true);
  expect(await show(made)).toMatchObject({ state: "running", progress: { step: "read", blocks: 25 } });
  // Its process is gone: once its time is over the next one goes on.
  await renewRepair(db, made.id, -1, undefined);
  expect(await show(made)).toMatchObject({ state: "waiting" });
  expect(await claimRepair(db, demo.id, 60)).toMatchObject({ id: made.id });
  const failure = { step: "check" as const, from: 300, to: 302, reason: `https://a.example/${ENDPOINT_KEY} is silent` };
  const blocks = { read: 50, search: 0, prove: 0, ask: 0, check: 71 };
  const account = { blocks, failures: [failure], failureCount: 1 };
  await finishRepair(db, made.id, { outcome: "partial", account });
  const ended = await show(made);
  expect(ended).toMatchObject({
    ...{
      state: "partial",
      report: { blocks, failureCount: 1, failures: [{ reason: "https://a.example/… is silent" }] },
    },
  });
  expect(ended).not.toHaveProperty("progress");
  expect((await post(`/v1/repairs/${made.id}/cancel`, { reason: "Too late" })).body).toEqual(ended);
});

test("a repair is taken back, once; whoever works on it hears, and what it says afterwards changes nothing", async () => {
  const made = (await ask({ from: 400, to: 410 })).body as Repair;
  await claimRepair(db, demo.id, 60);
  const cancelled = await post(`/v1/repairs/${made.id}/cancel`, { reason: "Not wanted" });
  expect(cancelled).toMatchObject({ status: 200, body: { state: "cancelled" } });
  expect(await renewRepair(db, made.id, 60, undefined)).toBe(false);
  await finishRepair(db, made.id, { outcome: "done" });
  expect(await show(made)).toEqual(cancelled.body);
  const list = async (query: string) =>
    (await ops.browser.send("GET", `/v1/repairs${query}`)).body as { items: Repair[]; next?: string };
  const first = await list("?chain=demo&limit=1");
  const second = await list(`?chain=demo&limit=1&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ from }) => from)).toEqual([400, 290]);
  expect((await list("?chain=tron")).items).toEqual([]);
  expect((await ops.browser.send("GET", `/v1/repairs/${crypto.randomUUID()}`)).code).toBe("not_found");
});

test("what cannot be mended is refused: what was dropped, what is not there yet, what is not watched", async () => {
  expect(await ask({ from: 140, to: 160 })).toMatchObject({ status: 409, code: "history_dropped" });
  const beyond = await ask({ from: 470, to: 481 });
  expect(beyond).toMatchObject({ status: 400, code: "range_invalid" });
  expect(JSON.stringify(beyond.body)).toMatch(/last seen at block 480, and not at 481/);
  expect(await ask({ from: 310, to: 309 })).toMatchObject({ status: 400, code: "range_invalid" });
  const elsewhere = await post("/v1/chains/tron/repairs", { from: 1, to: 2, reason: "Why not" });
  expect(elsewhere).toMatchObject({ status: 409, code: "lane_missing" });
  const said = world.audit.filter(({ action }) => action === "repair.create").map(({ detail }) => detail);
  expect(said[0]).toMatchObject({ from: 290, to: 360, reason: "The endpoint was mended" });
});

test("a backfill is asked for, counted down, taken back and asked for again", async () => {
  const path = "/v1/backfills";
  const body = { chain: "demo", from: 295, to: 320, reason: "A subpoena" };
  expect(await post(path, { ...body, to: 441 })).toMatchObject({ status: 400, code: "range_invalid" });
  expect(await post(path, { ...body, from: 140 })).toMatchObject({ status: 409, code: "history_dropped" });
  const { status, body: made } = (await post(path, body)) as { status: number; body: Backfill };
  expect(status).toBe(201);
  expect(made).toMatchObject({ ...{ from: 295, to: 320, state: "running", missingBlocks: 21, beforeLane: false } });
  expect(made).toMatchObject({ reason: "A subpoena", askedBy: ops.email });
  expect(await listBackfillSpans(db, demo.id)).toEqual([{ from: 295, to: 320 }]);
  const cancelled = await post(`${path}/${made.id}/cancel`, { reason: "Withdrawn" });
  expect(cancelled.body).toMatchObject({ id: made.id, state: "cancelled" });
  expect(await listBackfillSpans(db, demo.id)).toEqual([]);
  expect((await post(path, body)).body).toMatchObject({ id: made.id, state: "running" });
  await finishBackfills(db, demo.id, { from: 295, to: 320 });
  await post(`${path}/${made.id}/cancel`, { reason: "Too late" });
  const { items } = (await ops.browser.send("GET", path)).body as { items: Backfill[] };
  expect(items).toMatchObject([{ id: made.id, state: "done" }]);
  expect(await post(`${path}/${crypto.randomUUID()}/cancel`, { reason: "No" })).toMatchObject({ code: "not_found" });
});

test("whoever only looks may not ask for anything", async () => {
  const supervisor = await world.enter(["supervisor"]);
  expect((await supervisor.browser.send("GET", "/v1/repairs")).status).toBe(200);
  const body = { from: 300, to: 310, reason: "Why not" };
  expect((await supervisor.browser.send("POST", "/v1/chains/demo/repairs", { body })).status).toBe(403);
});
