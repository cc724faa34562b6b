import type { Capacity } from "@redflag/contract/http/routes/capacity";
import type { RuleDetail, RuleHead } from "@redflag/contract/http/routes/heuristics";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { insertHeuristicSetting } from "@redflag/store/heuristic-setting";
import { beforeEach, expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ana, oto, sue] = [await world.enter(["analyst"]), await world.enter(["ops"]), await world.enter(["supervisor"])];
const admin = await world.enter(["admin", "ops"]);

type Person = typeof ana;
const ID = "rapid-pass-through";

beforeEach(async () => {
  await world.db.pool.query("truncate heuristic_setting, shadow_block, shadow_finding");
});

const get = (who: Person, id = ID) => who.browser.send("GET", `/v1/heuristics/${id}`);
const detail = async (who: Person, id = ID) => (await get(who, id)).body as RuleDetail;
const set = (who: Person, body: object, version: number, id = ID) =>
  who.browser.send("POST", `/v1/heuristics/${id}/settings`, {
    body: { reason: "tested", ...body },
    headers: { "if-match": `"${version}"` },
  });
const shadow = (who: Person, parameters: object, version: number) =>
  set(who, { action: "shadow", parameters }, version);
const rows = async () =>
  (
    await world.db.pool.query(
      "select seq, params, shadow_params as shadow, author_by as by from heuristic_setting order by seq",
    )
  ).rows;

test("every rule is told of, and what may be done with it", async () => {
  const { items } = (await ana.browser.send("GET", "/v1/heuristics")).body as { items: RuleHead[] };
  expect(items.map(({ id }) => id)).toEqual(HEURISTICS.map(({ id }) => id).sort());
  const of = (id: string) => items.find((item) => item.id === id);
  expect(of("watchlist-hit")).toMatchObject({
    kind: "head",
    mayBeOff: false,
    mayBeTried: false,
    mayBeBacktested: true,
  });
  expect(of("wage-like-payments")?.kind).toBe("context");
  expect(of("fan-in")).toMatchObject({ kind: "graph", mayBeOff: true, mayBeTried: true, mayBeBacktested: false });
  expect(of(ID)).toMatchObject({
    ...{ mode: "enforced", enforced: true, setting: 0, changed: {}, recentAlerts: 0 },
    inForce: { receivedUsdMin: 1000 },
    typologies: [{ id: "R-PASS", title: "rapid pass-through" }],
  });
  for (const { id } of HEURISTICS) expect((await get(ana, id)).status, id).toBe(200);
  expect(await get(ana, "no-such-rule")).toMatchObject({ status: 404, code: "not_found" });
});

test("a parameter comes with what it means, its unit, its range and what holds", async () => {
  await shadow(oto, { receivedUsdMin: 400 }, 1);
  const { parameters, historyS, examples } = await detail(ana);
  expect(parameters.find(({ name }) => name === "receivedUsdMin")).toMatchObject({
    ...{ type: "integer", unit: "USD", least: 1, default: 1000, inForce: 1000, inShadow: 400 },
    description: expect.stringContaining("USD"),
  });
  expect(parameters.find(({ name }) => name === "shareOutPercent")).toMatchObject({ unit: "%", least: 1, most: 100 });
  expect(historyS).toBeGreaterThan(0);
  expect(examples.map(({ outcome }) => outcome)).toEqual(["fires", "silent"]);
});

test("what one tries another promotes: never who tried it, in person or by a key", async () => {
  const reply = await shadow(oto, { receivedUsdMin: 400 }, 1);
  expect(reply).toMatchObject({ status: 200, body: { mode: "enforced and shadow", setting: 1, mayPromote: false } });
  expect(reply.headers.get("etag")).toBe('"2"');
  expect(await set(oto, { action: "promote" }, 2)).toMatchObject({ status: 403, code: "four_eyes_needed" });
  expect(await detail(sue)).toMatchObject({
    mayPromote: true,
    inForce: { receivedUsdMin: 1000 },
    shadow: { changed: { receivedUsdMin: 400 }, by: { id: `user:${oto.id}`, name: oto.email }, reason: "tested" },
  });
  expect(await detail(ana)).toMatchObject({ mayPromote: false });
  expect(await set(ana, { action: "promote" }, 2)).toMatchObject({ status: 403, code: "forbidden" });
  const promoted = await set(sue, { action: "promote" }, 2);
  expect(promoted).toMatchObject({ status: 200, body: { changed: { receivedUsdMin: 400 }, mode: "enforced" } });
  expect((promoted.body as RuleDetail).shadow).toBeUndefined();
  expect(await rows()).toEqual([
    { seq: 1, params: {}, shadow: { receivedUsdMin: 400 }, by: `user:${oto.id}` },
    { seq: 2, params: { receivedUsdMin: 400 }, shadow: null, by: `user:${sue.id}` },
  ]);
  const told = world.audit.filter(({ subject, outcome }) => subject === `heuristic:${ID}` && outcome === "done");
  expect(told.at(-1)).toMatchObject({
    action: "heuristic.set",
    detail: { action: "promote", reason: "tested", setting: 2, params: { receivedUsdMin: 400 }, changed: true },
  });
});

test("a key acts for the person who made it, and a change between does not make it somebody else's", async () => {
  const wanted = { name: "a key", role: "ops", scopes: ["heuristics:read", "heuristics:write"] };
  const { secret } = (await admin.browser.send("POST", "/v1/keys", { body: wanted })).body as { secret: string };
  const byKey = (body: object, version: number) =>
    fetch(`${world.serverUrl}/v1/heuristics/${ID}/settings`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", "if-match": `"${version}"` },
      body: JSON.stringify({ reason: "by a key", ...body }),
    });
  await shadow(admin, { receivedUsdMin: 400 }, 1);
  expect((await set(sue, { action: "off" }, 2)).status).toBe(200);
  expect((await byKey({ action: "promote" }, 3)).status).toBe(403);
  // Tried anew it is somebody's who tries something else.
  expect((await shadow(sue, { receivedUsdMin: 300 }, 3)).status).toBe(200);
  expect(await set(sue, { action: "promote" }, 4)).toMatchObject({ code: "four_eyes_needed" });
  expect((await byKey({ action: "promote" }, 4)).status).toBe(200);
});

test("the database holds to four eyes by itself; the operator stands above it", async () => {
  const insert = (seq: number, by: string, params: object, shadowParams?: object) =>
    insertHeuristicSetting(
      world.db.kysely,
      {
        ...{ heuristic: ID, seq, isEnforced: true, params: params as Record<string, number> },
        ...(shadowParams && { shadowParams: shadowParams as Record<string, number> }),
      },
      { author: { by, name: "x" }, reason: "x" },
    );
  const [first, second] = [`user:${oto.id}`, `user:${sue.id}`];
  await expect(insert(1, first, { receivedUsdMin: 5 })).rejects.toMatchObject({ code: "four_eyes_needed" });
  await insert(1, first, {}, { receivedUsdMin: 5 });
  await expect(insert(2, first, { receivedUsdMin: 5 })).rejects.toMatchObject({ code: "four_eyes_needed" });
  await expect(insert(2, second, { receivedUsdMin: 6 })).rejects.toMatchObject({ code: "four_eyes_needed" });
  await insert(2, "system", { receivedUsdMin: 7 }, { receivedUsdMin: 5 });
  await insert(3, second, { receivedUsdMin: 5 });
  await insert(4, first, {});
});

test("parameters that the rule does not take are told all at once, each with what is allowed", async () => {
  const reply = await shadow(oto, { receivedUsdMin: 0, shareOutPercent: 900, recieved: 1, "a/b": 2 }, 1);
  expect(reply).toMatchObject({ status: 400, code: "request_invalid" });
  const { errors } = reply.body as { errors: Array<{ at: string; fault: string }> };
  expect(errors.map(({ at }) => at).sort()).toEqual([
    "/parameters/a~1b",
    "/parameters/receivedUsdMin",
    "/parameters/recieved",
    "/parameters/shareOutPercent",
  ]);
  const faultAt = (at: string) => errors.find((error) => error.at === at)?.fault;
  expect(faultAt("/parameters/shareOutPercent")).toContain("from 1 to 100 is allowed");
  expect(faultAt("/parameters/recieved")).toContain("receivedUsdMin");
  expect(await set(oto, { action: "off", parameters: { receivedUsdMin: 5 } }, 1)).toMatchObject({ status: 400 });
  expect(await rows()).toEqual([]);
});

test("of two who set it at once the second is told, and nobody sets a version that was not seen", async () => {
  const replies = await Promise.all([shadow(oto, { receivedUsdMin: 400 }, 1), shadow(sue, { receivedUsdMin: 300 }, 1)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  expect(await rows()).toHaveLength(1);
  expect(
    await oto.browser.send("POST", `/v1/heuristics/${ID}/settings`, { body: { action: "off", reason: "x" } }),
  ).toMatchObject({ status: 428, code: "version_missing" });
});

test("a rule goes off, on and back to its own; about listed addresses none does", async () => {
  await shadow(oto, { receivedUsdMin: 400 }, 1);
  await set(sue, { action: "promote" }, 2);
  expect(await set(oto, { action: "off" }, 3)).toMatchObject({ body: { mode: "off", inForce: null, enforced: false } });
  const again = await set(oto, { action: "off" }, 4);
  expect(again).toMatchObject({ status: 200, body: { setting: 3 } });
  expect(again.headers.get("etag")).toBe('"4"');
  expect(await set(oto, { action: "on" }, 4)).toMatchObject({ body: { inForce: { receivedUsdMin: 400 } } });
  expect(await set(oto, { action: "reset" }, 5)).toMatchObject({ body: { changed: {}, mode: "enforced" } });
  const { settings } = await detail(ana);
  expect(settings.map(({ setting, enforced, changed }) => [setting, enforced, changed])).toEqual([
    [5, true, {}],
    [4, true, { receivedUsdMin: 400 }],
    [3, false, { receivedUsdMin: 400 }],
    [2, true, { receivedUsdMin: 400 }],
    [1, true, {}],
  ]);
  for (const action of ["off", "shadow"]) {
    expect(await set(oto, { action }, 1, "watchlist-hit")).toMatchObject({
      status: 409,
      code: "heuristic_setting_refused",
    });
  }
  expect(await set(oto, { action: "stop_shadow" }, 6)).toMatchObject({ status: 409 });
});

test("the line of what people have time for is drawn, and nothing is asked of what is not there", async () => {
  const { body } = await ana.browser.send("GET", "/v1/capacity?perDay=50");
  expect(body as Capacity).toMatchObject({ capacityPerDay: 50, places: 0, threshold: null, buckets: [] });
  const at = (query: string) => ana.browser.send("GET", `/v1/capacity?${query}`);
  expect(await at("perDay=0")).toMatchObject({ status: 400 });
  expect(await at("perDay=5&from=2026-02-02&to=2026-02-01")).toMatchObject({ status: 400, code: "range_invalid" });
  expect(await at("perDay=5&chain=nowhere")).toMatchObject({ status: 400, code: "chain_unknown" });
});
