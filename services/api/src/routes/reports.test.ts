import { createHash } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import type { ReportDetail, ReportPreflight, ReportSummary } from "@redflag/contract/http/routes/reports";
import type { Hash } from "@redflag/domain/hex";
import { permissionsOf } from "@redflag/domain/role";
import { expect, test } from "vitest";
import { requestOf } from "../testing/request-of.ts";
import { seedAlert } from "../testing/seed-alert.ts";
import { addEvidence } from "../testing/seed-alerts.ts";
import { COMPLETE, seedFinalAlert, seedRates } from "../testing/seed-reported.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
await seedRates(world.db);
const [ada, bo] = [await world.enter(["analyst"]), await world.enter(["analyst"])];
const [eve, fay] = [await world.enter(["supervisor"]), await world.enter(["supervisor"])];
const admin = await world.enter(["admin"]);
type Person = typeof ada;

let alerts = 0;
const newAlert = () => seedFinalAlert(world.db, `reported ${++alerts}`, `0x${(0x40 + alerts).toString(16).repeat(20)}`);

const send = (who: Person, method: string, path: string, body?: object, version?: number) =>
  who.browser.send(method, `/v1/reports${path}`, {
    ...(body && { body }),
    ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
  });

async function draft(who: Person, of: object, choices: object = COMPLETE): Promise<ReportDetail> {
  const reply = await send(who, "POST", "", { profile: "ae", choices, ...of });
  expect(reply).toMatchObject({ status: 201, body: { status: "draft" } });
  return reply.body as ReportDetail;
}

const show = async (who: Person, id: string) => (await send(who, "GET", `/${id}`)).body as ReportDetail;

async function makeReady(who: Person, id: string): Promise<ReportDetail> {
  const reply = await send(who, "POST", `/${id}/ready`, {}, await versionOf(who, id));
  expect(reply).toMatchObject({ status: 200, body: { status: "ready" } });
  return reply.body as ReportDetail;
}

async function versionOf(who: Person, id: string): Promise<number> {
  return Number((await send(who, "GET", `/${id}`)).headers.get("etag")?.replaceAll('"', ""));
}

async function file(who: Person, { id, ready }: ReportDetail, besides: object = {}) {
  return send(who, "POST", `/${id}/file`, { xmlSha256: ready?.xmlSha256, ...besides });
}

async function xmlOf(who: Person, id: string): Promise<Buffer> {
  const response = await who.browser.visit(new URL(`/v1/reports/${id}/xml`, world.publicUrl));
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

const alertOf = async (who: Person, id: Hash) =>
  (await who.browser.send("GET", `/v1/alerts/${id}`)).body as AlertDetail;

test("from a draft with problems to a filed report that was answered: each step in its history and in the audit", async () => {
  const alert = await newAlert();
  const { id, number } = await draft(ada, { alerts: [alert, alert] }, { kind: "STR", indicators: [] });
  expect(number).toMatch(/^R-\d{4}-\d{4}$/);
  const looked = (await send(ada, "GET", `/${id}/preflight`)).body as ReportPreflight;
  expect(looked).toMatchObject({ number, complete: false, currency: "AED", rates: { "test-rates": 1 } });
  expect(looked.problems.filter(({ blocks }) => blocks).map(({ code }) => code)).toEqual([
    "reporting_entity_missing",
    "reporting_person_missing",
    "words_missing",
    "indicator_to_choose",
  ]);
  // 1,250 USDT at 3.9663 / 1.08, and never one to one.
  expect(looked.transactions.map(({ amount, worth }) => [amount, worth])).toEqual([
    ["1,250 USDT", "4590.62"],
    ["1,250 USDT", "4590.62"],
  ]);
  const incomplete = await send(ada, "POST", `/${id}/ready`, {}, 1);
  expect(incomplete).toMatchObject({ status: 409, code: "report_incomplete" });
  expect(await send(ada, "GET", `/${id}/xml`)).toMatchObject({ status: 409, code: "report_incomplete" });

  expect(await send(ada, "PATCH", `/${id}`, { choices: COMPLETE }, 1)).toMatchObject({ status: 200 });
  expect(await send(bo, "PATCH", `/${id}`, { choices: COMPLETE }, 1)).toMatchObject({ code: "version_outdated" });
  expect(await send(ada, "GET", `/${id}/preflight`)).toMatchObject({ body: { complete: true } });
  const ready = await makeReady(ada, id);
  const xml = await xmlOf(bo, id);
  expect(createHash("sha256").update(xml).digest("hex")).toBe(ready.ready?.xmlSha256);
  expect(xml.toString()).toContain(`<entity_reference>${number}</entity_reference>`);
  expect([ready.allowed, (await show(eve, id)).allowed]).toEqual([
    ["reopen", "discard"],
    ["reopen", "file", "discard"],
  ]);

  world.clock.now = new Date(world.clock.now.getTime() + 120_000);
  expect(await file(ada, ready)).toMatchObject({ status: 403, code: "forbidden" });
  expect(await send(eve, "POST", `/${id}/file`, { xmlSha256: "00".repeat(32) })).toMatchObject({
    status: 409,
    code: "report_xml_differs",
  });
  const filed = await file(eve, ready, { fiuReference: "FIU 77" });
  expect(filed).toMatchObject({ status: 200, body: { status: "filed", fiuReference: "FIU 77", allowed: ["answer"] } });
  expect((await xmlOf(bo, id)).equals(xml)).toBe(true);
  expect(await alertOf(bo, alert)).toMatchObject({
    filedAt: world.clock.now.toISOString(),
    filing: { reports: [{ id, number }], annotations: [] },
    review: { state: "open" },
  });
  const { body: listed } = await bo.browser.send("GET", "/v1/alerts?flat=true&limit=200");
  expect((listed as { items: AlertDetail[] }).items.find((each) => each.id === alert)?.filedAt).toBeDefined();
  await expect(
    world.db.pool.query("update alert set state = 'withdrawn' where id = $1", [Buffer.from(alert.slice(2), "hex")]),
  ).rejects.toThrow("was filed and is not withdrawn");

  const answer = { outcome: "accepted", reasons: "Passed on.", answeredOn: "2026-03-01" };
  expect(await send(ada, "POST", `/${id}/answer`, { ...answer, answeredOn: "2026-02-01" })).toMatchObject({
    code: "request_invalid",
  });
  // No alert is touched by an answer that says nothing of it.
  await send(ada, "POST", `/${id}/answer`, { ...answer, outcome: "rejected", reasons: "The schema has changed." });
  expect((await alertOf(bo, alert)).review.state).toBe("open");
  const answered = await send(ada, "POST", `/${id}/answer`, { ...answer, disposition: "true_positive" });
  expect(answered).toMatchObject({ status: 200, body: { answer: "accepted", answers: [{ seq: 1 }, { seq: 2 }] } });
  expect(await alertOf(bo, alert)).toMatchObject({ review: { state: "closed", disposition: "true_positive" } });

  const { history } = await show(ada, id);
  expect(history.map(({ kind }) => kind)).toEqual(["drafted", "edited", "made_ready", "filed", "answered", "answered"]);
  const deeds = world.audit.filter(({ subject, outcome }) => subject === `report:${id}` && outcome === "done");
  expect(deeds.find(({ action }) => action === "report.ready")?.detail).toMatchObject({
    xmlSha256: ready.ready?.xmlSha256,
  });
  expect(deeds.find(({ action }) => action === "report.file")?.detail).toMatchObject({
    xmlSha256: ready.ready?.xmlSha256,
  });
  // Who reports, and what they wrote, stands in the report alone.
  for (const told of [JSON.stringify(world.audit), JSON.stringify(history)]) {
    expect(told).not.toMatch(/Maryam|passed on within hours|Passed on\./);
  }

  const batch = history.at(-1)?.detail.batch;
  const undone = await ada.browser.send("POST", `/v1/alerts/batches/${batch}/undo`, { body: { reason: "misread" } });
  expect(undone).toMatchObject({ status: 200, body: { items: [{ alert, review: { state: "open" } }] } });
});

test("nobody confirms what they made ready, by no key either; of two who confirm at once one does", async () => {
  const alert = await newAlert();
  const { id } = await draft(eve, { alerts: [alert] });
  const ready = await makeReady(eve, id);
  expect(await file(eve, ready)).toMatchObject({ status: 403, code: "four_eyes_needed" });
  expect((await send(eve, "GET", `/${id}`)).body).toMatchObject({ status: "ready", ready: { own: true } });

  const keys = await Promise.all(
    ["writes", "confirms"].map(async (name) => {
      const scopes = ["reports:read", name === "writes" ? "reports:write" : "reports:confirm"];
      const made = await admin.browser.send("POST", "/v1/keys", { body: { name, role: "supervisor", scopes } });
      return (made.body as { secret: string }).secret;
    }),
  );
  const byKey = (key: string | undefined, path: string, body: object, version?: number) =>
    fetch(`${world.serverUrl}/v1/reports${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        ...(version !== undefined && { "if-match": `"${version}"` }),
      },
      body: JSON.stringify(body),
    });
  const made = await byKey(keys[0], "", { profile: "ae", choices: COMPLETE, alerts: [await newAlert()] });
  const own = (await made.json()) as ReportDetail;
  const readied = (await (await byKey(keys[0], `/${own.id}/ready`, {}, 1)).json()) as ReportDetail;
  const refused = await byKey(keys[1], `/${own.id}/file`, { xmlSha256: readied.ready?.xmlSha256 });
  expect([refused.status, await refused.json()]).toMatchObject([403, { code: "four_eyes_needed" }]);

  const gus = await world.enter(["supervisor"]);
  const replies = await Promise.all([file(fay, ready), file(gus, ready)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(replies.find(({ status }) => status === 409)?.code).toBe("report_state");
  expect((await show(eve, id)).history.filter(({ kind }) => kind === "filed").length).toBe(1);
});

test("what came between ready and filed is said, and an answer closes an alert as of what was reported", async () => {
  const alert = await newAlert();
  const ready = await makeReady(ada, (await draft(ada, { alerts: [alert] })).id);
  await addEvidence(world.db, alert);
  expect((await show(ada, ready.id)).alerts).toMatchObject([{ id: alert, changed: true }]);
  expect(await file(eve, ready)).toMatchObject({ status: 200, body: { alerts: [{ changed: true }] } });
  const reported = ready.alerts[0]?.revision;
  expect((await alertOf(ada, alert)).filing?.reports).toMatchObject([{ revision: reported }]);

  const answer = { outcome: "rejected", reasons: "Known to us.", answeredOn: "2026-03-01" };
  await send(bo, "POST", `/${ready.id}/answer`, { ...answer, disposition: "legitimate_service" });
  const { review, revision } = await alertOf(ada, alert);
  expect(review).toMatchObject({ state: "closed", disposition: "legitimate_service" });
  // Nobody has looked at what came since.
  expect([review.followUpSince === undefined, revision === reported]).toEqual([false, false]);
  const second = await draft(ada, { alerts: [alert] }, { ...COMPLETE, rejectedReference: "FIU 78" });
  expect((await send(ada, "GET", `?alert=${alert}`)).body).toMatchObject({
    items: [{ id: second.id }, { id: ready.id, answer: "rejected" }],
  });
});

test("a ready report is opened again, a draft is given up, and each is refused what it does not admit", async () => {
  const alert = await newAlert();
  const { id } = await draft(ada, { alerts: [alert] });
  const first = await makeReady(ada, id);
  expect(await send(ada, "PATCH", `/${id}`, { choices: COMPLETE }, 2)).toMatchObject({ code: "report_state" });
  expect(await send(ada, "POST", `/${id}/reopen`, { reason: "a better word" }, 1)).toMatchObject({
    code: "version_outdated",
  });
  const reopened = await send(ada, "POST", `/${id}/reopen`, { reason: "a better word" }, 2);
  expect(reopened).toMatchObject({ status: 200, body: { status: "draft" } });
  expect((reopened.body as ReportDetail).ready).toBeUndefined();
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  const again = await makeReady(ada, id);
  // The file of before is another one.
  expect(await file(eve, first)).toMatchObject({ code: "report_xml_differs" });
  await world.db.pool.query("update alert set state = 'withdrawn' where id = $1", [Buffer.from(alert.slice(2), "hex")]);
  expect(await file(eve, again)).toMatchObject({ status: 409, code: "report_state" });
  const version = await versionOf(ada, id);
  expect(await send(ada, "POST", `/${id}/discard`, { reason: "taken back" }, version)).toMatchObject({
    body: { status: "discarded", allowed: [] },
  });
  expect(await send(ada, "GET", `/${id}/xml`)).toMatchObject({ status: 409, code: "report_state" });
  expect(
    await send(ada, "POST", `/${id}/answer`, { outcome: "accepted", reasons: "-", answeredOn: "2026-03-01" }),
  ).toMatchObject({ code: "report_state" });
});

test("bad requests are refused by what is wrong with them, without a word of what somebody wrote", async () => {
  const alert = await newAlert();
  const none = `0x${"00".repeat(32)}`;
  for (const [body, code, status] of [
    [{ alerts: [none] }, "alert_unknown", 400],
    [{ alerts: [alert], profile: "zz" }, "report_profile_unknown", 400],
    [{}, "request_invalid", 400],
    [{ alerts: [alert], choices: { ...COMPLETE, words: "Maryam\u0000" } }, "request_invalid", 400],
    [{ alerts: [alert], choices: { ...COMPLETE, words: "\ud800" } }, "request_invalid", 400],
    [{ case: "0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b" }, "not_found", 404],
  ] as const) {
    const reply = await send(ada, "POST", "", { profile: "ae", choices: COMPLETE, ...body });
    expect(reply).toMatchObject({ code, status });
    expect(JSON.stringify(reply.body)).not.toContain("Maryam");
  }
  // Kept as it is, and told by preflight.
  const { id } = await draft(ada, { alerts: [alert] }, { ...COMPLETE, words: "a bell \u0007" });
  const { problems } = (await send(ada, "GET", `/${id}/preflight`)).body as ReportPreflight;
  expect(problems.filter(({ blocks }) => blocks)).toMatchObject([{ code: "characters_refused" }]);
});

test("a payment of a day without rates is never taken one to one, nor an alert that a reorg could still take", async () => {
  const alert = await seedAlert(world.db, {
    name: "of a day without rates",
    subject: `0x${"9d".repeat(20)}`,
    blocks: [10, 200_000],
  });
  const { id } = await draft(ada, { alerts: [alert] });
  const { problems, transactions } = (await send(ada, "GET", `/${id}/preflight`)).body as ReportPreflight;
  expect(problems.filter(({ blocks }) => blocks).map(({ code, where }) => [code, where])).toEqual([
    ["alert_provisional", `alert 1 of 1, ${alert}`],
    ["rate_missing", "transaction 2 of 2"],
  ]);
  expect(transactions.map(({ worth }) => worth)).toEqual(["4590.62", undefined]);
});

test("an answer that would close an alert which is being written is not kept, and is then", async () => {
  const alert = await newAlert();
  const ready = await makeReady(ada, (await draft(ada, { alerts: [alert] })).id);
  await file(eve, ready);
  const answer = { outcome: "accepted", reasons: "Passed on.", answeredOn: "2026-03-01", disposition: "true_positive" };
  const lane = await world.db.pool.connect();
  try {
    await lane.query("begin");
    await lane.query("select from alert where id = $1 for update", [Buffer.from(alert.slice(2), "hex")]);
    expect(await send(ada, "POST", `/${ready.id}/answer`, answer)).toMatchObject({ status: 503, code: "alert_busy" });
  } finally {
    await lane.query("rollback");
    lane.release();
  }
  expect((await show(ada, ready.id)).answers).toEqual([]);
  expect(await send(ada, "POST", `/${ready.id}/answer`, answer)).toMatchObject({ status: 200 });
  // Looked at again it stays filed.
  const { headers } = await bo.browser.send("GET", `/v1/alerts/${alert}/actions`);
  await bo.browser.send("POST", `/v1/alerts/${alert}/actions`, {
    body: { action: "reopen", text: "asked again" },
    headers: { "if-match": headers.get("etag") ?? "" },
  });
  expect(await alertOf(bo, alert)).toMatchObject({
    review: { state: "open" },
    filing: { reports: [{ id: ready.id }] },
  });
});

test("a report of a case is for whom the case is: to everybody else no route of it is there", async () => {
  const alert = await newAlert();
  const opened = await ada.browser.send("POST", "/v1/cases", {
    body: { title: "A case", reason: "a lead", alerts: [alert] },
  });
  const caseId = (opened.body as { id: string }).id;
  const report = await draft(ada, { case: caseId });
  expect(report).toMatchObject({ case: { id: caseId }, alertCount: 1 });
  const { id, number, kind, status } = report;
  expect((await ada.browser.send("GET", `/v1/cases/${caseId}`)).body).toMatchObject({
    reports: [{ id, number, kind, status }],
  });
  const refused = await send(ada, "POST", "", {
    profile: "ae",
    choices: COMPLETE,
    case: caseId,
    alerts: [await newAlert()],
  });
  expect(refused).toMatchObject({ code: "alert_unknown" });

  const routes = Object.values<Route>(ROUTES).filter(({ path }) => path.startsWith("/v1/reports/{id}"));
  expect(routes.length).toBe(9);
  for (const route of routes.filter(({ access }) => access !== "reports:confirm")) {
    const { path, init } = requestOf(route);
    const { status, code } = await bo.browser.send(route.method, path.replace(/[0-9a-f-]{36}/, report.id), {
      body: route.id === "updateReport" ? { profile: "ae" } : init.body && JSON.parse(String(init.body)),
      headers: { "if-match": '"1"' },
    });
    expect([route.id, status, code]).toEqual([route.id, 404, "not_found"]);
  }
  const numbers = async (who: Person) =>
    ((await send(who, "GET", "?limit=200")).body as { items: ReportSummary[] }).items.map(({ id }) => id);
  expect([(await numbers(ada)).includes(report.id), (await numbers(bo)).includes(report.id)]).toEqual([true, false]);
  const member = { person: bo.id, role: "reader" };
  await ada.browser.send("POST", `/v1/cases/${caseId}/members`, { body: member });
  expect(await show(bo, report.id)).toMatchObject({ id: report.id, allowed: [] });
  expect(await send(bo, "POST", `/${report.id}/ready`, {}, 1)).toMatchObject({ status: 403, code: "forbidden" });

  const ready = await makeReady(ada, report.id);
  expect(await file(eve, ready)).toMatchObject({ status: 200 });
  // That it was filed everybody knows who sees the alert, and by which report whoever sees that.
  const gil = await world.enter(["analyst"]);
  expect(await alertOf(gil, alert)).toMatchObject({ filing: { reports: [] } });
  expect(await alertOf(ada, alert)).toMatchObject({ filing: { reports: [{ id: report.id }] } });
});

test("neither an exchange nor who runs the machines learns that there are reports", async () => {
  for (const role of ["exchange", "ops", "admin"] as const) {
    expect([...permissionsOf([role])].filter((permission) => permission.startsWith("reports:"))).toEqual([]);
  }
  const subscriber = await world.addSubscriber("Example Exchange");
  const exchange = await world.enter(["exchange"], subscriber);
  const alert = await newAlert();
  const before = JSON.stringify((await exchange.browser.send("GET", "/v1/events?limit=200")).body);
  const ready = await makeReady(ada, (await draft(ada, { alerts: [alert] })).id);
  await file(eve, ready);
  for (const path of ["", `/${ready.id}`, `/${ready.id}/xml`]) {
    expect((await send(exchange, "GET", path)).status).toBe(403);
  }
  expect(JSON.stringify((await exchange.browser.send("GET", "/v1/events?limit=200")).body)).toBe(before);
  const { rows } = await world.db.pool.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relname ~ '(report|filed_alert|alert_annotation)'
       and relkind = 'r' and has_any_column_privilege('redflag_exchange', oid, 'select')`,
  );
  expect(rows).toEqual([]);
});
