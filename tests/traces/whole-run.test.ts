import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redflag/contract/http/create-client";
import { demo } from "@redflag/domain/chains/demo";
import { blockTrace } from "@redflag/runtime/tracing/block-trace";
import { insertUser } from "@redflag/store/user";
import { expect, test, vi } from "vitest";
import { Browser } from "../../services/api/src/testing/browser.ts";
import { PASSWORD, PASSWORD_HASH } from "../../services/api/src/testing/known-password.ts";
import { signIn } from "../../services/cli/src/signed-in-client.ts";
import { listEvidence } from "../pipeline/running-pipeline.ts";
import { Canaries } from "./canaries.ts";
import { listDocumentedFields } from "./documented-fields.ts";
import { startWholeRun } from "./whole-run.ts";

/*
 * One process of everything, with a word of its own in each secret and in what is said of people, beside endpoints, receivers, a
 * publisher and a database that fail. What it logs, measures, traces, answers and keeps of failures holds none of them, and joins up.
 */

const canaries = new Canaries();
const run = await startWholeRun(canaries);
const until = (isSo: () => Promise<void> | void) => vi.waitFor(isSo, { timeout: 90_000, interval: 50 });
const linesOf = (msg: string) => run.lines().filter((line) => line.msg === msg);

/** What callers were refused with. */
let refusals = "";

async function refused(path: string, init: RequestInit, status: number): Promise<Response> {
  const response = await fetch(run.baseUrl + path, { redirect: "manual", ...init });
  const text = await response.text();
  refusals += text + JSON.stringify([...response.headers]);
  expect([path, response.status, text]).toEqual([path, status, text]);
  return response;
}

test("one trace goes from the block to the delivery, over rows and not calls", async () => {
  await run.chain.pay();
  await run.chain.mine();
  await until(async () => expect(await listEvidence(run.db, demo)).toEqual(run.chain.planted));
  await until(() => expect(run.receivedCount).toBeGreaterThan(0));
  const block = (await run.chain.net.getHead()).number;
  const { traceId, spanId } = blockTrace(demo.caip2, block);
  const own = () => run.otlp.spans.filter((span) => span.traceId === traceId);
  await until(() => expect(own().map(({ name }) => name)).toContain("delivery"));

  const below = (parent: string) => own().filter(({ parentSpanId }) => parentSpanId === parent);
  expect(own().filter(({ parentSpanId }) => parentSpanId === "")).toMatchObject([{ name: "block", spanId }]);
  const names = new Set(below(spanId).map(({ name }) => name));
  expect([...names].sort()).toEqual(["check", "delivery", "event", "read", "screen"]);
  const partsOf = (name: string) => {
    const step = below(spanId).find((span) => span.name === name);
    return below(step?.spanId ?? "").map((part) => part.name);
  };
  expect(partsOf("read")).toEqual(["read fetch", "read commit"]);
  expect(partsOf("screen")).toEqual(["screen read", "screen judge", "screen commit"]);

  const [delivery] = below(spanId).filter(({ name }) => name === "delivery");
  const { "redflag.event": event, "redflag.subscription": subscription } = delivery?.attributes ?? {};
  expect(subscription).toBe(run.subscription);
  const said = below(spanId).filter(
    ({ name, attributes }) => name === "event" && attributes["redflag.event"] === event,
  );
  expect(said.map(({ attributes }) => attributes["redflag.audience"])).toContain("exchanges");
  // The log names them alike.
  const traceIds = linesOf("screened")
    .filter((line) => line.to === block)
    .map((line) => line.traceId);
  expect(traceIds).toContain(traceId);
  expect(linesOf("tried a delivery")).toMatchObject([
    { event, subscription, outcome: "delivered", status: 204, traceId },
  ]);
});

test("what an answer calls itself, its line in the log and its span call it, too", async () => {
  const response = await refused(
    "/v1/alerts",
    { headers: { authorization: `Bearer ${canaries.of("caller's key")}` } },
    401,
  );
  const requestId = response.headers.get("x-request-id");
  await until(() => expect(linesOf("answered").map((line) => line.requestId)).toContain(requestId));
  const line = linesOf("answered").find((each) => each.requestId === requestId);
  expect(line).toMatchObject({ route: "listAlerts", status: 401 });
  await until(() =>
    expect(run.otlp.spans.map(({ attributes }) => attributes["redflag.request_id"])).toContain(requestId),
  );
});

test("whoever calls wrongly, and whatever fails, is told and logged without what is secret or personal", async () => {
  const json = { "content-type": "application/json" };
  const body = { email: `${canaries.of("caller's email")}@fiu.example`, password: canaries.of("caller's password") };
  await refused("/v1/session", { method: "POST", headers: json, body: JSON.stringify(body) }, 401);
  await refused("/v1/session", { method: "POST", headers: json, body: `{"${canaries.of("broken body")}` }, 400);
  await refused("/v1/alerts", { headers: { cookie: `redflag_session=${canaries.of("caller's cookie")}` } }, 401);
  await run.provider.stop();
  await refused("/v1/oidc/start", {}, 503);
  await run.provider.start();
  await refused(`/v1/oidc/callback?code=${canaries.of("OpenID code")}&state=${canaries.of("OpenID state")}`, {}, 403);

  const email = `${canaries.of("admin's email")}@fiu.example`;
  const admin = { id: randomUUID(), email, name: canaries.of("admin's name"), roles: ["admin"] as const };
  await run.db.kysely.transaction().execute((tx) => insertUser(tx, { ...admin, passwordHash: PASSWORD_HASH }));
  const { client } = await signIn(run.baseUrl, email, PASSWORD);
  const { body: key } = await client.createKey({
    body: { name: canaries.of("key's name"), role: "analyst", scopes: ["alerts:read"] },
  });
  canaries.add("API key", key.secret);
  await refused("/v1/users", { headers: { authorization: `Bearer ${key.secret}` } }, 403);
  // A row that the database refuses, which it says with all that is in it.
  await run.db.pool.query("alter table app_user add constraint refused check (name not like 'canary%') not valid");
  const person = { email: `${canaries.of("person's email")}@fiu.example`, name: canaries.of("person's name") };
  const adding = client.createUser({
    body: { ...person, roles: ["analyst"], password: canaries.of("person's password") },
  });
  refusals += JSON.stringify(
    await adding.then(
      () => "added",
      (error: object) => ({ ...error, text: String(error) }),
    ),
  );
  await until(() => expect(linesOf("request failed").map(({ route }) => route)).toContain("createUser"));
  await run.db.pool.query("alter table app_user drop constraint refused");
});

test("a person whom an OpenID provider knows signs in, is refused without a group, and while it is away", async () => {
  const { provider } = run;
  let signIns = 0;
  const enter = async (claims: object, { isAway = false } = {}) => {
    const browser = new Browser(new URL(run.baseUrl), run.baseUrl);
    const subject = canaries.of("OpenID subject");
    const person = { email: `${canaries.of("OpenID email")}@fiu.example`, name: canaries.of("OpenID name") };
    provider.accounts.set(subject, { ...person, email_verified: true, ...claims });
    provider.signingIn.subject = subject;
    const isCallback = (url: URL) => url.pathname === "/v1/oidc/callback";
    const callback = await browser.follow(new URL("/v1/oidc/start", run.baseUrl), isCallback);
    signIns++;
    for (const name of ["code", "state"]) {
      canaries.add(`OpenID's own ${name}, sign-in ${signIns}`, callback.searchParams.get(name) ?? "");
    }
    if (isAway) await provider.stop();
    const response = await browser.visit(callback);
    if (isAway) await provider.start();
    refusals += (await response.text()) + response.headers.get("location");
    for (const [name, value] of browser.cookies) canaries.add(`cookie ${name}`, value);
    return response.status;
  };
  expect(await enter({ groups: ["fiu"] })).toBe(302);
  expect(await enter({ groups: [canaries.of("OpenID group")] })).toBe(403);
  const answers = provider.tokenAnswers.map((text) => JSON.parse(text) as { id_token: string; access_token: string });
  expect(answers).toHaveLength(2);
  for (const [at, { id_token, access_token }] of answers.entries()) {
    canaries.add(`ID token ${at}`, id_token);
    canaries.add(`access token ${at}`, access_token);
  }
  expect(await enter({ groups: ["fiu"] }, { isAway: true })).toBe(503);
});

test("what an exchange calls its customers and its addresses stays with it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "redflag-declared-"));
  const file = join(folder, "declared.csv");
  const given = ["enrichment", "import", file, "--from", "example-exchange"];
  const write = (customer: string, amount: string) =>
    writeFile(
      file,
      [
        "kind,address,customer,amount,currency,day,traded",
        `owner,0x00000000000000000000000000000000000000a1,${customer},,,,`,
        `turnover,0x00000000000000000000000000000000000000b2,,${amount},USD,,`,
        "",
      ].join("\n"),
    );
  await write(canaries.of("customer"), "5000");
  const told = await run.runOnce(given);
  expect(told).toContain("2 added");
  await write(`${canaries.of("customer's name")} & sons`, canaries.of("amount that is a name"));
  const refusal = await run.runOnce(given);
  expect(refusal).toContain("2 bad rows");
  refusals += told + refusal;

  const admin = await signIn(run.baseUrl, `${canaries.of("admin's email")}@fiu.example`, PASSWORD);
  const scopes = ["webhooks:read", "webhooks:write", "screening:read"] as const;
  const { body: key } = await admin.client.createKey({
    body: { name: "own addresses", role: "exchange", scopes: [...scopes], subscriber: run.subscriber },
  });
  canaries.add("exchange's key", key.secret);
  await until(async () => expect((await fetch(`${run.exchangesUrl}/readyz`)).status).toBe(200));
  const exchange = createClient({ baseUrl: run.exchangesUrl, key: key.secret });
  const { body: set } = await exchange.createAddressSet({ body: { name: canaries.of("set's name") } });
  const own = `0x${randomBytes(20).toString("hex")}`;
  canaries.add("own address", own.slice(2));
  const addresses = [own, canaries.of("bad row")];
  const changed = await exchange.changeAddresses({
    params: { id: set.id },
    query: { onBad: "skip" },
    body: { mode: "add", addresses },
  });
  expect(changed.body).toMatchObject({ added: 1, badCount: 1 });
  const headers = { authorization: `Bearer ${key.secret}`, "content-type": "application/json" };
  const body = JSON.stringify({ addresses });
  const path = `/v1/address-sets/${set.id}/addresses`;
  const refusedRows = await fetch(run.exchangesUrl + path, { method: "POST", headers, body });
  // What is wrong with its own rows it is told in its own words, here and nowhere else.
  expect([refusedRows.status, await refusedRows.text()]).toEqual([
    400,
    expect.stringContaining(canaries.of("bad row")),
  ]);
  await rm(folder, { recursive: true, force: true });
});

test("deliveries that fail, endpoints that refuse and a database that goes away are told, and go on", async () => {
  run.webhookStatus = 500;
  await run.chain.pay();
  await run.chain.mine();
  await until(() => expect(linesOf("tried a delivery").map(({ status }) => status)).toContain(500));
  await run.db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  run.webhookStatus = 204;
  await run.chain.pay();
  await run.chain.mine();
  await until(async () => expect(await listEvidence(run.db, demo)).toEqual(run.chain.planted));
  await until(() =>
    expect(linesOf("audit checkpoint failed, and is tried again in a minute").length).toBeGreaterThan(0),
  );
});

test("a process that cannot start says why, without a secret", async () => {
  const url = `postgres://user:${canaries.of("dead database's password")}@127.0.0.1:9/redflag`;
  const told = await run.runOnce(["start"], { REDFLAG_DATABASE_URL: url });
  expect(told).toContain("Database cannot be reached");
  expect(canaries.foundIn(told)).toEqual([]);
});

test("every line has the fields that the page names, and a chain that is well is not told of at each block", () => {
  const documented = listDocumentedFields();
  const lines = run.lines();
  expect(lines.length).toBeGreaterThan(20);
  expect([...new Set(lines.flatMap(Object.keys))].filter((name) => !documented.has(name))).toEqual([]);
  const often = Map.groupBy(
    lines.filter(({ level }) => level === "info"),
    ({ msg, list }) => `${msg} ${list}`,
  );
  expect([...often].filter(([, same]) => same.length > 1).map(([msg]) => msg)).toEqual([]);
});

test("nowhere is a secret, or what somebody is called", async () => {
  const metrics = await (await fetch(run.metricsUrl)).text();
  expect(metrics).toContain("redflag_");
  expect(await run.stop()).toEqual([0, 0]);
  const kept = await Promise.all(
    [
      "ingest_state",
      "list_source",
      "backfill",
      "repair",
      "coverage",
      "disagreement",
      "lane",
      "lookback",
      "backtest",
    ].map(async (table) => JSON.stringify((await run.db.pool.query(`select * from ${table}`)).rows)),
  );
  const attempts = await run.db.pool.query("select detail, request -> 'headers', response from delivery_attempt");
  const places = {
    log: run.log,
    output: run.output,
    exchanges: run.exchangesLog,
    metrics,
    traces: run.otlp.text,
    answers: refusals,
    kept: kept.join(),
    attempts: JSON.stringify(attempts.rows),
  };
  const found = Object.entries(places).map(([place, text]) => [place, canaries.foundIn(text)]);
  expect(found).toEqual(Object.keys(places).map((place) => [place, []]));
});
