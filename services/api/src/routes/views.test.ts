import type { View } from "@redflag/contract/http/routes/views";
import { expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ada, bo] = [await world.enter(["analyst"]), await world.enter(["analyst"])];
const [eve, ops] = [await world.enter(["supervisor"]), await world.enter(["ops"])];

type Person = typeof ada;

const send = (who: Person, method: string, path: string, body?: object, version?: number) =>
  who.browser.send(method, `/v1/views${path}`, {
    ...(body && { body }),
    ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
  });

async function save(who: Person, name: string, parts: object = {}): Promise<View> {
  const reply = await send(who, "POST", "", { name, query: { severity: "HIGH" }, ...parts });
  expect(reply).toMatchObject({ status: 201, body: { name, own: true, mayChange: true, version: 1 } });
  return reply.body as View;
}

const list = async (who: Person) => ((await send(who, "GET", "")).body as { items: View[] }).items;
const names = async (who: Person) => (await list(who)).map(({ name }) => name);
const storedOf = async (id: string) =>
  (await world.db.pool.query("select owner, name, query, is_shared, version from saved_view where id = $1", [id])).rows;

test("a view is its owner's alone until it is shared; then all who read alerts see it", async () => {
  const own = await save(ada, "My SEVERE ones", { query: { severity: "SEVERE,HIGH", assignee: "me", sort: "due" } });
  expect(await storedOf(own.id)).toEqual([
    {
      owner: `user:${ada.id}`,
      name: "My SEVERE ones",
      query: { severity: "SEVERE,HIGH", assignee: "me", sort: "due" },
      is_shared: false,
      version: 1,
    },
  ]);
  await save(ada, "a shared one", { shared: true });
  await save(bo, "Of bo");
  expect(await names(ada)).toEqual(["a shared one", "My SEVERE ones"]);
  expect(await names(bo)).toEqual(["Of bo", "a shared one"]);
  expect((await list(bo))[1]).toMatchObject({ own: false, mayChange: false, owner: { name: "The analyst" } });
  expect((await list(eve))[0]).toMatchObject({ own: false, mayChange: true });
  expect(JSON.stringify(await list(bo))).not.toContain("@");
  for (const [method, path, body] of [
    ["GET", "", undefined],
    ["POST", "", { name: "x", query: {} }],
  ] as const) {
    expect((await send(ops, method, path, body)).status).toBe(403);
  }
});

test("what others' are and not shared are not there; what is shared is changed by its owner or a supervisor", async () => {
  const own = await save(ada, "Hidden");
  const shared = await save(ada, "Seen by all", { shared: true });
  for (const who of [bo, eve]) {
    expect(await send(who, "PATCH", `/${own.id}`, { name: "x" }, 1)).toMatchObject({ status: 404 });
    expect(await send(who, "DELETE", `/${own.id}`, undefined, 1)).toMatchObject({ status: 404 });
  }
  expect(await send(bo, "PATCH", `/${shared.id}`, { name: "x" }, 1)).toMatchObject({ status: 403, code: "forbidden" });
  expect(await send(bo, "DELETE", `/${shared.id}`, undefined, 1)).toMatchObject({ status: 403, code: "forbidden" });
  const changed = await send(eve, "PATCH", `/${shared.id}`, { name: "Renamed", query: { overdue: "true" } }, 1);
  expect(changed).toMatchObject({ status: 200, body: { name: "Renamed", own: false, shared: true, version: 2 } });
  expect(changed.headers.get("etag")).toBe('"2"');
  expect(await storedOf(shared.id)).toMatchObject([
    { owner: `user:${ada.id}`, query: { overdue: "true" }, version: 2 },
  ]);
  // Shared no more it is its owner's, whoever made it so.
  expect(await send(eve, "PATCH", `/${shared.id}`, { shared: false }, 2)).toMatchObject({ body: { mayChange: false } });
  expect(await names(eve)).not.toContain("Renamed");
  expect(await send(ada, "DELETE", `/${shared.id}`, undefined, 3)).toMatchObject({ status: 204 });
  expect(await storedOf(shared.id)).toEqual([]);
});

test("of two who change it at once the second is told, and nothing is done", async () => {
  const view = await save(ada, "Twice");
  expect(await send(ada, "PATCH", `/${view.id}`, { name: "Once" })).toMatchObject({ status: 428 });
  expect(await send(ada, "PATCH", `/${view.id}`, { name: "Once" }, 1)).toMatchObject({ status: 200 });
  expect(await send(ada, "PATCH", `/${view.id}`, { name: "Again" }, 1)).toMatchObject({
    status: 412,
    code: "version_outdated",
  });
  expect(await send(ada, "DELETE", `/${view.id}`, undefined, 1)).toMatchObject({ status: 412 });
  expect(await storedOf(view.id)).toMatchObject([{ name: "Once", version: 2 }]);
});

test("its query is what the list of alerts takes; where a page begins is left out", async () => {
  const { query } = await save(ada, "From a page", { query: { chain: "ethereum", cursor: "abc", limit: "200" } });
  expect(query).toEqual({ chain: "ethereum" });
  const reply = await send(ada, "POST", "", {
    name: "Wrong",
    query: { severity: "HUGE", colour: "red", from: "today" },
  });
  expect(reply).toMatchObject({ status: 400, code: "request_invalid" });
  const { errors } = reply.body as { errors: Array<{ at: string; fault: string }> };
  expect(errors.map(({ at }) => at).sort()).toEqual(["/query/colour", "/query/from", "/query/severity"]);
  expect(errors.find(({ at }) => at === "/query/colour")?.fault).toBe("is not known");
  expect(await send(ada, "POST", "", { name: "Deep", query: { chain: { a: 1 } } })).toMatchObject({ status: 400 });
  const any = await save(ada, "No filter", { query: {} });
  expect(await send(ada, "PATCH", `/${any.id}`, {}, 1)).toMatchObject({ status: 400 });
});

test("a name is used once by each person, and once among those that are shared", async () => {
  const view = await save(bo, "Corridors");
  await save(ada, "corridors");
  expect(await send(bo, "POST", "", { name: "CORRIDORS", query: {} })).toMatchObject({
    status: 409,
    code: "view_exists",
  });
  const shared = await save(ada, "Corridors", { shared: true });
  expect(await send(bo, "PATCH", `/${view.id}`, { shared: true }, 1)).toMatchObject({
    status: 409,
    code: "view_exists",
  });
  expect(await send(ada, "PATCH", `/${shared.id}`, { shared: false }, 1)).toMatchObject({ status: 409 });
});

test("a key's views are those of the person who made it", async () => {
  const wanted = { name: "a key", role: "analyst", scopes: ["alerts:read", "alerts:review"] };
  const admin = await world.enter(["admin", "analyst"]);
  const made = await admin.browser.send("POST", "/v1/keys", { body: wanted });
  expect(made.status).toBe(201);
  const { secret } = made.body as { secret: string };
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const body = JSON.stringify({ name: "By a key", query: {} });
  const response = await fetch(`${world.serverUrl}/v1/views`, { method: "POST", headers, body });
  expect(response.status).toBe(201);
  expect(await names(admin)).toContain("By a key");
});

test("there are a hundred of each at most, and one that would be more is refused whichever way it comes", async () => {
  const cy = await world.enter(["analyst"]);
  await world.db.pool.query(
    `insert into saved_view (id, owner, name, query, is_shared, changed_at)
     select gen_random_uuid(), $1, 'n ' || n, '{}', false, now() from generate_series(1, 99) as n`,
    [`user:${cy.id}`],
  );
  const replies = await Promise.all([1, 2].map((n) => send(cy, "POST", "", { name: `last ${n}`, query: {} })));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  const shared = await save(cy, "One shared", { shared: true });
  expect(await send(cy, "PATCH", `/${shared.id}`, { shared: false }, 1)).toMatchObject({
    status: 409,
    code: "views_full",
  });
  await world.db.pool.query(
    `insert into saved_view (id, owner, name, query, is_shared, changed_at)
     select gen_random_uuid(), $1, 's ' || n, '{}', true, now() from generate_series(1, 100) as n`,
    [`user:${bo.id}`],
  );
  expect(await send(ada, "POST", "", { name: "x", query: {}, shared: true })).toMatchObject({ code: "views_full" });
});

test("each change is in the audit, with the parameters and without what was looked for", async () => {
  const secret = "eip155:1:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
  const view = await save(eve, "A name to keep", { query: { subject: secret } });
  await send(eve, "PATCH", `/${view.id}`, { name: "Another name" }, 1);
  await send(eve, "DELETE", `/${view.id}`, undefined, 2);
  const told = world.audit.filter(({ subject }) => subject === `view:${view.id}`);
  expect(told.map(({ action, detail }) => [action, detail])).toEqual([
    ["view.create", { shared: false, parameters: ["subject"] }],
    ["view.update", { name: "changed" }],
    ["view.delete", undefined],
  ]);
});
