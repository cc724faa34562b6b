import { randomUUID } from "node:crypto";
import type { Backtest, BacktestDetail } from "@redflag/contract/http/routes/backtests";
import { beforeEach, expect, test } from "vitest";
import { seedScreened } from "../testing/seed-screened.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
await seedScreened(world.db);
const [ana, oto, sue] = [await world.enter(["analyst"]), await world.enter(["ops"]), await world.enter(["supervisor"])];

type Person = typeof ana;

beforeEach(async () => {
  await world.db.pool.query("truncate backtest, heuristic_setting cascade");
});

const asked = { heuristic: "watchlist-hit", chain: "ethereum", reason: "what if" };
const ask = (who: Person, parts: object = {}) =>
  who.browser.send("POST", "/v1/backtests", { body: { ...asked, ...parts } });
const made = async (who: Person, parts: object = {}) => {
  const reply = await ask(who, parts);
  expect(reply.status).toBe(201);
  return reply.body as Backtest;
};
const cancel = (who: Person, id: string) => who.browser.send("POST", `/v1/backtests/${id}/cancel`);
const detailOf = async (id: string) => (await ana.browser.send("GET", `/v1/backtests/${id}`)).body as BacktestDetail;
const list = async (query = "") =>
  (await ana.browser.send("GET", `/v1/backtests${query}`)).body as { items: Backtest[]; next?: string };

test("one waits with all that it was asked of, for all who read rules", async () => {
  const backtest = await made(oto, { from: 12, to: 15 });
  expect(backtest).toMatchObject({
    ...{ heuristic: "watchlist-hit", chain: "eip155:1", from: 12, to: 15, state: "queued", changed: {} },
    ...{ by: { id: `user:${oto.id}`, name: oto.email }, reason: "what if" },
  });
  expect(await detailOf(backtest.id)).toEqual(backtest);
  expect((await made(oto)).from).toBe(11);
  expect((await ask(ana)).status).toBe(403);
  expect(await ana.browser.send("GET", `/v1/backtests/${randomUUID()}`)).toMatchObject({ status: 404 });
  const told = world.audit.filter(({ subject }) => subject === `backtest:${backtest.id}`);
  expect(told[0]).toMatchObject({
    action: "backtest.create",
    detail: { heuristic: "watchlist-hit", from: 12, to: 15, reason: "what if" },
  });
});

test("what differs from what is in force is tried; the rest stays as it is set", async () => {
  await world.db.pool.query(
    `insert into heuristic_setting (heuristic, seq, is_enforced, params, author, reason)
     values ('mixer-contact', 1, true, '{"dustUsdBelow": 20}', 'x', 'x')`,
  );
  const backtest = await made(oto, { heuristic: "mixer-contact" });
  expect(backtest).toMatchObject({ parameters: { dustUsdBelow: 20 }, changed: { dustUsdBelow: 20 } });
  const own = await made(oto, { heuristic: "mixer-contact", parameters: { dustUsdBelow: 10 } });
  expect(own).toMatchObject({ parameters: { dustUsdBelow: 10 }, changed: {} });
});

test("what cannot be judged is refused at once, with what is missing", async () => {
  const refused = async (parts: object, status: number, code: string) => {
    const reply = await ask(oto, parts);
    expect(reply, JSON.stringify(parts)).toMatchObject({ status, code });
    return JSON.stringify(reply.body);
  };
  expect(await refused({ from: 15, to: 33 }, 409, "backtest_refused")).toContain("blocks 21 to 30");
  expect(await refused({ from: 31, to: 33 }, 409, "backtest_refused")).toContain("not judged");
  await refused({ from: 16, to: 12 }, 400, "range_invalid");
  await refused({ from: "2001-01-01" }, 409, "backtest_refused");
  await refused({ from: "yesterday" }, 400, "request_invalid");
  await refused({ chain: "base" }, 409, "lane_missing");
  await refused({ chain: "nowhere" }, 400, "chain_unknown");
  await refused({ heuristic: "no-such-rule" }, 400, "heuristic_unknown");
  await refused({ heuristic: "fan-in" }, 409, "backtest_impossible");
  const faults = await refused(
    { heuristic: "rapid-pass-through", parameters: { receivedUsdMin: 0, shareOutPercent: 900, other: 1 } },
    400,
    "request_invalid",
  );
  for (const name of ["receivedUsdMin", "shareOutPercent", "other"]) expect(faults).toContain(`/parameters/${name}`);
  expect((await list()).items).toEqual([]);
});

test("a person has five at most that wait or run, however they are asked", async () => {
  for (let i = 0; i < 4; i++) await made(oto);
  const replies = await Promise.all([ask(oto), ask(oto)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(replies.find(({ status }) => status === 409)?.code).toBe("backtests_full");
  const first = await made(sue);
  const [newest] = (await list()).items;
  expect(newest?.id).toBe(first.id);
  const { items } = await list("?limit=200");
  const own = items.find(({ by }) => by.id === `user:${oto.id}`);
  expect((await cancel(oto, own?.id ?? "")).status).toBe(200);
  await made(oto);
});

test("one that waits or runs can be cancelled, by whoever may ask; what has ended stays", async () => {
  const { id } = await made(oto);
  expect((await cancel(ana, id)).status).toBe(403);
  expect(await cancel(sue, id)).toMatchObject({
    status: 200,
    body: { state: "cancelled", cancelledBy: { id: `user:${sue.id}` } },
  });
  const before = await detailOf(id);
  expect(await cancel(oto, id)).toMatchObject({ status: 200, body: { cancelledBy: { id: `user:${sue.id}` } } });
  expect(await detailOf(id)).toEqual(before);
  expect((await cancel(oto, randomUUID())).status).toBe(404);
});

test("they are listed newest first, page by page, by rule and state", async () => {
  const ids = [(await made(oto)).id, (await made(oto, { heuristic: "mixer-contact" })).id, (await made(oto)).id];
  await cancel(oto, ids[2] ?? "");
  expect((await list()).items.map(({ id }) => id)).toEqual(ids.toReversed());
  const first = await list("?limit=2");
  const second = await list(`?limit=2&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
  expect(second.next).toBeUndefined();
  expect((await list("?heuristic=mixer-contact")).items.map(({ id }) => id)).toEqual([ids[1]]);
  expect((await list("?state=cancelled")).items.map(({ id }) => id)).toEqual([ids[2]]);
});
