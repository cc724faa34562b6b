import { randomBytes } from "node:crypto";
import type { Subscription, Warning } from "@redflag/contract/http/routes/subscriptions";
import { openSecret } from "@redflag/runtime/sealed-secret";
import { expect, test } from "vitest";
import { seedKey } from "../testing/seed-callers.ts";
import { TEST_KEY } from "../testing/test-webhooks.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ours, theirs] = [await world.addSubscriber("Ours"), await world.addSubscriber("Theirs")];
const mine = (await world.enter(["exchange"], ours)).browser;
const rival = (await world.enter(["exchange"], theirs)).browser;
const ops = (await world.enter(["ops"])).browser;

const URL_WITH_KEY = "https://hooks.exchange.example/redflag/path-1a2b?key=query-3c4d";
const given = (byteCount: number) => `whsec_${randomBytes(byteCount).toString("base64")}`;

interface Made {
  subscription: Subscription;
  secret: string;
  warnings: Warning[];
}

async function make(body: object = {}, browser = mine): Promise<Made & { etag: string }> {
  const reply = await browser.send("POST", "/v1/subscriptions", {
    body: { name: "deposits", url: URL_WITH_KEY, ...body },
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return { ...(reply.body as Made), etag: reply.headers.get("etag") ?? "" };
}

async function secretsOf(id: string): Promise<Array<{ secret: string; endsAt: Date | null }>> {
  const { rows } = await world.db.pool.query(
    "select sealed, ends_at from subscription_secret where subscription_id = $1 order by seq",
    [id],
  );
  return rows.map(({ sealed, ends_at }) => ({ secret: openSecret(TEST_KEY, id, sealed), endsAt: ends_at }));
}

test("a webhook is made with a secret that is shown once, and kept sealed", async () => {
  const headers = { "idempotency-key": "once" };
  const body = { name: "deposits", url: URL_WITH_KEY, filter: { severityMin: "HIGH" }, ordered: true };
  const made = await mine.send("POST", "/v1/subscriptions", { body, headers });
  const { subscription, secret, warnings } = made.body as Made;
  expect(subscription).toMatchObject({ ...body, state: "active", secrets: [{ createdAt: expect.any(String) }] });
  expect([secret, warnings]).toEqual([expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/), []]);
  expect(await secretsOf(subscription.id)).toEqual([{ secret, endsAt: null }]);

  expect(await mine.send("POST", "/v1/subscriptions", { body, headers })).toMatchObject({ code: "secret_shown" });
  const shown = await mine.send("GET", `/v1/subscriptions/${subscription.id}`);
  expect(shown).toMatchObject({ status: 200, body: subscription });
  expect(JSON.stringify([shown.body, (await mine.send("GET", "/v1/subscriptions")).body])).not.toContain(secret);
});

test("neither secret nor what follows the host of a URL is in the audit, in a log or in an answer to somebody else", async () => {
  const secret = given(32);
  const { subscription, etag } = await make({ secret });
  const path = `/v1/subscriptions/${subscription.id}`;
  await mine.send("PATCH", path, { body: { url: `${URL_WITH_KEY}&more=hidden-5e6f` }, headers: { "if-match": etag } });
  await mine.send("POST", `${path}/secret`, { body: { secret: given(24), overlapS: 60 } });
  await mine.send("POST", "/v1/subscriptions", { body: { name: "x", url: "http://u:query-3c4d@a.example/path-1a2b" } });
  await mine.send("POST", `${path}/secret`, { body: { secret: `${secret}=` } });
  const told = [JSON.stringify(world.audit)];
  for (const { browser } of [await world.enter(["ops"]), await world.enter(["admin"])]) {
    told.push(JSON.stringify((await browser.send("GET", path)).body));
    told.push(JSON.stringify((await browser.send("GET", `/v1/subscriptions?subscriber=${ours}`)).body));
  }
  for (const text of told) {
    expect(text).toContain("hooks.exchange.example");
    for (const hidden of ["whsec_", "path-1a2b", "query-3c4d", "hidden-5e6f"]) expect(text).not.toContain(hidden);
  }
});

test.each([
  ["not-a-url", "it is no URL"],
  ["http://hooks.exchange.example/", "http: is not https:"],
  ["https://127.1/", "not an address of the internet"],
  ["https://[::ffff:169.254.169.254]/", "not an address of the internet"],
  ["https://u:p@hooks.exchange.example/", "a user or a password"],
  ["https://hooks.exchange.example:22/", "port 22"],
  [`https://hooks.exchange.example/${"ü".repeat(2_000)}`, "with its escapes"],
])("%s is no place for a webhook, neither at first nor later", async (url, fault) => {
  const refused = { status: 400, code: "webhook_url_refused", body: { detail: expect.stringContaining(fault) } };
  expect(await mine.send("POST", "/v1/subscriptions", { body: { name: "x", url } })).toMatchObject(refused);
  const { subscription, etag } = await make();
  const headers = { "if-match": etag };
  expect(await mine.send("PATCH", `/v1/subscriptions/${subscription.id}`, { body: { url }, headers })).toMatchObject(
    refused,
  );
});

test.each([
  ["mine", "whsec_"],
  [given(23), "23 bytes"],
  [given(65), "65 bytes"],
])("%s is no secret", async (secret, fault) => {
  const refused = { status: 400, code: "webhook_secret_invalid", body: { detail: expect.stringContaining(fault) } };
  const body = { name: "x", url: URL_WITH_KEY, secret };
  expect(await mine.send("POST", "/v1/subscriptions", { body })).toMatchObject(refused);
  const { subscription } = await make();
  expect(await mine.send("POST", `/v1/subscriptions/${subscription.id}/secret`, { body: { secret } })).toMatchObject(
    refused,
  );
});

test("a new secret signs besides the one before for as long as is asked, and two live at most", async () => {
  const first = given(64);
  const { subscription } = await make({ secret: first });
  const path = `/v1/subscriptions/${subscription.id}/secret`;
  const rotate = async (body: object) => (await mine.send("POST", path, { body })).body as Made;
  const second = await rotate({ overlapS: 3_600 });
  const inAnHour = new Date(world.clock.now.getTime() + 3_600_000);
  expect(await secretsOf(subscription.id)).toEqual([
    { secret: first, endsAt: inAnHour },
    { secret: second.secret, endsAt: null },
  ]);
  expect(second.subscription.secrets.map(({ endsAt }) => endsAt)).toEqual([inAnHour.toISOString(), undefined]);
  const third = await rotate({});
  expect((await secretsOf(subscription.id)).map(({ secret }) => secret)).toEqual([second.secret, third.secret]);
  const fourth = await rotate({ overlapS: 0 });
  expect(fourth.subscription.secrets).toHaveLength(1);
  expect(await mine.send("POST", path, { body: { overlapS: 604_801 } })).toMatchObject({ code: "request_invalid" });
});

test("a change needs the version that it is made of", async () => {
  const { subscription, etag } = await make();
  const path = `/v1/subscriptions/${subscription.id}`;
  const body = { name: "all of it", filter: { chains: ["eip155:1"] }, ordered: true };
  expect(await mine.send("PATCH", path, { body })).toMatchObject({ code: "version_missing" });
  const changed = await mine.send("PATCH", path, { body, headers: { "if-match": etag } });
  expect(changed).toMatchObject({ status: 200, body: { subscription: { ...body, url: URL_WITH_KEY } } });
  expect(await mine.send("PATCH", path, { body, headers: { "if-match": etag } })).toMatchObject({
    code: "version_outdated",
  });
  const headers = { "if-match": changed.headers.get("etag") ?? "" };
  expect(await mine.send("DELETE", path, { headers: { "if-match": etag } })).toMatchObject({
    code: "version_outdated",
  });
  expect((await mine.send("DELETE", path, { headers })).status).toBe(204);
  expect(await mine.send("GET", path)).toMatchObject({ status: 404 });
  expect(await mine.send("DELETE", path, { headers })).toMatchObject({ status: 404 });
  expect(await secretsOf(subscription.id)).toEqual([]);
});

test("it is paused and resumed, also where its receiver ended it", async () => {
  const { subscription } = await make();
  const path = `/v1/subscriptions/${subscription.id}`;
  const paused = await mine.send("POST", `${path}/pause`);
  expect(paused).toMatchObject({ status: 200, body: { state: "paused", stateCause: "owner" } });
  expect(await mine.send("POST", `${path}/pause`)).toMatchObject({ status: 200 });
  expect(await mine.send("POST", `${path}/test`)).toMatchObject({ status: 409, code: "subscription_inactive" });
  const resumed = await mine.send("POST", `${path}/resume`);
  expect(resumed.body).not.toHaveProperty("stateCause");
  expect(resumed.headers.get("etag")).not.toBe(paused.headers.get("etag"));
  await world.db.pool.query(
    "update subscription set state = 'disabled', state_cause = 'gone', failing_since = now() where id = $1",
    [subscription.id],
  );
  expect(await mine.send("POST", `${path}/pause`)).toMatchObject({ body: { state: "disabled", stateCause: "gone" } });
  const again = await mine.send("POST", `${path}/resume`);
  expect(again).toMatchObject({ status: 200, body: { state: "active" } });
  expect(again.body).not.toHaveProperty("failingSince");
});

test("a test is an event of its owner's, and names the webhook that it is for", async () => {
  const { subscription } = await make();
  const reply = await mine.send("POST", `/v1/subscriptions/${subscription.id}/test`);
  expect(reply.status).toBe(201);
  const { event } = reply.body as { event: string };
  const told = await mine.send("GET", `/v1/events/${event}`);
  expect(told).toMatchObject({
    status: 200,
    body: { payload: { type: "endpoint.test", subscription: subscription.id } },
  });
  expect(await rival.send("GET", `/v1/events/${event}`)).toMatchObject({ status: 404 });
});

test("another exchange's webhook is as if it were not there", async () => {
  const { subscription, etag } = await make();
  const path = `/v1/subscriptions/${subscription.id}`;
  const headers = { "if-match": etag };
  const calls: Array<[string, string, object?]> = [
    ["GET", path],
    ["PATCH", path, { name: "taken" }],
    ["DELETE", path],
    ["POST", `${path}/pause`],
    ["POST", `${path}/resume`],
    ["POST", `${path}/secret`, {}],
    ["POST", `${path}/test`],
    ["GET", `${path}/deliveries`],
    ["POST", `${path}/replay`, {}],
  ];
  for (const [method, place, body] of calls) {
    const reply = await rival.send(method, place, { headers, ...(body && { body }) });
    expect(reply, `${method} ${place}`).toMatchObject({ status: 404, code: "not_found" });
  }
  expect(await rival.send("GET", "/v1/subscriptions")).toMatchObject({ body: { items: [] } });
  expect(await rival.send("GET", `/v1/subscriptions?subscriber=${ours}`)).toMatchObject({ status: 404 });
  expect((await mine.send("GET", path)).body).toMatchObject(subscription);
  expect((await mine.send("GET", path)).body).not.toHaveProperty("subscriber");
});

test("staff look at everybody's webhooks or at one exchange's, with whose they are, and change none", async () => {
  world.clock.now = new Date(world.clock.now.getTime() + 1_000);
  const { subscription } = await make();
  const shown = { ...subscription, url: "https://hooks.exchange.example", subscriber: { id: ours, name: "Ours" } };
  const theirs = await make({}, rival);
  const everybodys = (await ops.send("GET", "/v1/subscriptions?limit=2")).body as { items: Subscription[] };
  expect(everybodys.items.map(({ id }) => id).sort()).toEqual([subscription.id, theirs.subscription.id].sort());
  const listed = await ops.send("GET", `/v1/subscriptions?subscriber=${ours}&limit=1`);
  expect(listed).toMatchObject({ status: 200, body: { items: [shown], next: expect.any(String) } });
  expect(await ops.send("POST", `/v1/subscriptions/${subscription.id}/pause`)).toMatchObject({ status: 403 });
});

test("a sandbox's key has webhooks of the sandbox's own", async () => {
  const made = await mine.send("POST", "/v1/sandbox/keys", { body: { name: "try it" } });
  const { secret } = made.body as { secret: string };
  const call = (method: string, path: string, body?: object) =>
    fetch(world.serverUrl + path, {
      method,
      headers: { authorization: `Bearer ${secret}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    }).then(async (response) => ({ status: response.status, body: (await response.json()) as unknown }));
  const { body } = await call("POST", "/v1/subscriptions", { name: "trial", url: URL_WITH_KEY });
  const { subscription } = body as Made;
  expect(await call("POST", `/v1/subscriptions/${subscription.id}/test`)).toMatchObject({ status: 201 });
  expect(await call("GET", "/v1/subscriptions")).toMatchObject({ body: { items: [subscription] } });
  expect(await mine.send("GET", `/v1/subscriptions/${subscription.id}`)).toMatchObject({ status: 404 });
});

test("a key without the scope is refused", async () => {
  const { secret } = await seedKey(world.db, "exchange", {
    subscriberId: ours,
    scopes: ["events:read", "webhooks:read"],
  });
  const call = (method: string) =>
    fetch(`${world.serverUrl}/v1/subscriptions`, { method, headers: { authorization: `Bearer ${secret}` } });
  expect((await call("GET")).status).toBe(200);
  expect((await call("POST")).status).toBe(403);
});

test("nobody has more webhooks than there may be, also when two come at once", async () => {
  const full = (await world.enter(["exchange"], await world.addSubscriber("Full"))).browser;
  const { subscription } = await make({}, full);
  await world.db.pool.query(
    `insert into subscription (id, subscriber_id, name, url, filter, is_ordered, state)
     select gen_random_uuid(), subscriber_id, name, url, filter, is_ordered, state
     from subscription, generate_series(1, 48) where id = $1`,
    [subscription.id],
  );
  const body = { name: "last", url: URL_WITH_KEY };
  const replies = await Promise.all([1, 2].map(() => full.send("POST", "/v1/subscriptions", { body })));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(replies.find(({ status }) => status === 409)).toMatchObject({ code: "webhooks_full" });
});

test.each<[string, object, string, string]>([
  ["a token that is none", { tokens: ["eip155:1:0x12"] }, "/filter/tokens/0", "is neither"],
  ["a country that is none", { jurisdictions: ["IL", "XX"] }, "/filter/jurisdictions/1", "no country"],
  ["a set of nobody's", { addressSet: crypto.randomUUID() }, "/filter/addressSet", "is no set of yours"],
  ["a field that is none", { severity: "HIGH" }, "/filter/severity", "is not known"],
])("%s is refused in a filter", async (_, filter, at, fault) => {
  const reply = await mine.send("POST", "/v1/subscriptions", { body: { name: "x", url: URL_WITH_KEY, filter } });
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ at, fault: expect.stringContaining(fault) }] } });
});

test("a set of another exchange's is refused in a filter, as one that is not there", async () => {
  const { body } = await rival.send("POST", "/v1/address-sets", { body: { name: "theirs" } });
  const filter = { addressSet: (body as { id: string }).id };
  const reply = await mine.send("POST", "/v1/subscriptions", { body: { name: "x", url: URL_WITH_KEY, filter } });
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ at: "/filter/addressSet" }] } });
});

test("tokens are kept as events write them, and what nothing meets is warned of", async () => {
  const usdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";
  const { subscription, warnings } = await make({ filter: { tokens: [`eip155:1:${usdt}`], lists: ["internal-list"] } });
  expect(subscription.filter.tokens).toEqual(["eip155:1:0xdAC17F958D2ee523a2206206994597C13D831ec7"]);
  expect(warnings).toEqual([{ at: "/filter/lists/0", text: "no list internal-list is shared with exchanges" }]);
});
