import type { AlertAction, Review } from "@redflag/contract/http/routes/alert-review";
import type { Hash } from "@redflag/domain/hex";
import { countDispositions } from "@redflag/store/disposition";
import { beforeEach, describe, expect, test } from "vitest";
import { addEvidence, seedAlerts } from "../testing/seed-alerts.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ada, bo] = [await world.enter(["analyst"]), await world.enter(["analyst"])];
const [sue, tom] = [await world.enter(["supervisor"]), await world.enter(["supervisor"])];
const admin = await world.enter(["admin"]);
type Person = typeof ada;

const MINUTES_MS = 600_000;
beforeEach(() => {
  world.clock.now = new Date(world.clock.now.getTime() + 1_000);
});

const pathOf = (id: Hash) => `/v1/alerts/${id}/actions`;

/** Does it to the version that is there, and says what came of it. */
async function act(who: Person, id: Hash, body: object, version?: number) {
  const headers = { "if-match": `"${version ?? (await versionOf(who, id))}"` };
  return who.browser.send("POST", pathOf(id), { body, headers });
}

async function versionOf(who: Person, id: Hash): Promise<number> {
  const { headers } = await who.browser.send("GET", pathOf(id));
  return Number(headers.get("etag")?.replaceAll('"', ""));
}

async function historyOf(who: Person, id: Hash) {
  const { body } = await who.browser.send("GET", pathOf(id));
  return body as { items: AlertAction[]; review: Review; allowed: string[] };
}

async function newAlert(severity?: string): Promise<Hash> {
  return (await seedAlerts(world.db, 1, severity))[0] as Hash;
}

test("claimed, commented, snoozed, woken, closed, overruled, opened again: each in its history, and in the audit", async () => {
  const id = await newAlert();
  const claimed = await act(ada, id, { action: "claim" });
  expect(claimed).toMatchObject({ status: 200, body: { state: "assigned", assignee: ada.id } });
  expect(claimed.headers.get("etag")).toBe('"2"');
  const foreign = await act(bo, id, { action: "close", disposition: "inconclusive", text: "mine" });
  expect(foreign).toMatchObject({ status: 409, code: "review_action_refused" });
  expect(foreign.body).toMatchObject({ detail: "close: somebody else has it; you may comment" });
  expect(
    await act(bo, id, { action: "comment", text: "Asked the exchange.\nThey answer on Monday." }, 1),
  ).toMatchObject({
    status: 200,
    body: { state: "assigned" },
  });
  const until = new Date(world.clock.now.getTime() + MINUTES_MS).toISOString();
  expect(await act(ada, id, { action: "snooze", until })).toMatchObject({
    body: { state: "snoozed", snoozedUntil: until },
  });
  world.clock.now = new Date(world.clock.now.getTime() + MINUTES_MS);
  // Over by itself.
  expect((await historyOf(ada, id)).review).toMatchObject({ state: "assigned", assignee: ada.id });

  const close = { action: "close", disposition: "humanitarian", text: "a relief agency's payday" };
  expect(await act(ada, id, close)).toMatchObject({ body: { state: "closed", disposition: "humanitarian" } });
  expect(await act(ada, id, { action: "overrule", disposition: "inconclusive", text: "x" })).toMatchObject({
    status: 409,
    code: "review_action_refused",
  });
  const overrule = { action: "overrule", disposition: "true_positive", text: "the agency denies it" };
  expect(await act(sue, id, overrule)).toMatchObject({ body: { state: "closed", disposition: "true_positive" } });
  expect(await act(sue, id, overrule)).toMatchObject({ status: 403, code: "four_eyes_needed" });
  expect(await act(ada, id, { action: "reopen", text: "no" })).toMatchObject({ code: "review_action_refused" });
  expect(await countDispositions(world.db.kysely)).toContainEqual(
    expect.objectContaining({ disposition: "true_positive", count: 1 }),
  );
  expect(await act(tom, id, { action: "reopen", text: "both are to be asked again" })).toMatchObject({
    body: { state: "open" },
  });

  const { items, allowed } = await historyOf(ada, id);
  expect(items.map(({ seq, action, by }) => [seq, action, by.name])).toEqual([
    [6, "reopen", tom.email],
    [5, "overrule", sue.email],
    [4, "close", ada.email],
    [3, "snooze", ada.email],
    [2, "comment", bo.email],
    [1, "claim", ada.email],
  ]);
  expect(items[1]).toMatchObject({
    text: "the agency denies it",
    before: { disposition: "humanitarian" },
    after: { disposition: "true_positive" },
  });
  expect(allowed).toEqual(["comment", "claim", "snooze", "escalate", "close"]);
  const told = world.audit.filter(({ subject, action }) => subject === `alert:${id}` && action === "alert.review");
  const done = told.filter(({ outcome }) => outcome === "done").map(({ detail }) => detail?.action);
  expect(done).toEqual(["claim", "comment", "snooze", "close", "overrule", "reopen"]);
  // What was refused is on record, too.
  expect(told).toHaveLength(10);
});

test("of two who act on what they have seen, the second is told that it has changed", async () => {
  const id = await newAlert();
  const claims = await Promise.all([ada, bo].map((who) => act(who, id, { action: "claim" }, 1)));
  expect(claims.map(({ status }) => status).sort()).toEqual([200, 412]);
  const seen = { action: "comment", text: "I have read it all", revision: `0x${"00".repeat(32)}` };
  expect(await act(ada, id, seen)).toMatchObject({ status: 412, code: "version_outdated" });
  const missing = await ada.browser.send("POST", pathOf(id), { body: { action: "release" } });
  expect(missing).toMatchObject({ status: 428, code: "version_missing" });
});

test("a supervisor gives an alert to those alone who may have it; what is escalated is a supervisor's", async () => {
  const id = await newAlert();
  expect(await act(ada, id, { action: "assign", assignee: bo.id })).toMatchObject({ status: 409 });
  for (const assignee of [admin.id, "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de"]) {
    expect(await act(sue, id, { action: "assign", assignee })).toMatchObject({ status: 409, code: "reviewer_unfit" });
  }
  expect(await act(sue, id, { action: "assign", assignee: bo.id })).toMatchObject({ body: { assignee: bo.id } });
  expect(await act(bo, id, { action: "escalate", text: "above me" })).toMatchObject({ body: { state: "escalated" } });
  const close = { action: "close", disposition: "inconclusive", text: "it cannot be told" };
  expect(await act(bo, id, close)).toMatchObject({ status: 409 });
  expect(await act(sue, id, close)).toMatchObject({ body: { state: "closed" } });
});

test("a key acts for whoever made it: it claims for them, and does not overrule them", async () => {
  const id = await newAlert();
  const both = await world.enter(["supervisor", "admin"]);
  const wanted = { name: "a key", role: "supervisor", scopes: ["alerts:review", "alerts:overrule"] };
  const { secret } = (await both.browser.send("POST", "/v1/keys", { body: wanted })).body as { secret: string };
  const use = async (body: object) => {
    const headers = { authorization: `Bearer ${secret}`, "if-match": `"${await versionOf(both, id)}"` };
    return world.newBrowser().send("POST", pathOf(id), { headers, body });
  };
  expect(await use({ action: "claim" })).toMatchObject({ status: 200, body: { assignee: both.id } });
  await act(both, id, { action: "close", disposition: "inconclusive", text: "nothing to be found" });
  const overrule = { action: "overrule", disposition: "true_positive", text: "after all" };
  expect(await use(overrule)).toMatchObject({ status: 403, code: "four_eyes_needed" });
});

test.each([
  ["a close that does not say as what", { action: "close", text: "x" }, "/disposition"],
  ["an escalation without a why", { action: "escalate" }, "/text"],
  ["a claim with a disposition", { action: "claim", disposition: "inconclusive" }, "/disposition"],
  ["an action that there is not", { action: "arrest" }, "/action"],
  ["words that cannot be seen", { action: "comment", text: "\u202eabc" }, "/text"],
])("%s is refused, and named", async (_, body, at) => {
  const reply = await act(ada, await newAlert(), body, 1);
  expect(reply).toMatchObject({ status: 400, code: "request_invalid", body: { errors: [{ at }] } });
});

describe("many at once", () => {
  const bulk = (who: Person, alerts: object[], body: object) =>
    who.browser.send("POST", "/v1/alerts/actions", { body: { alerts, ...body } });
  const undo = (who: Person, batch: string) =>
    who.browser.send("POST", `/v1/alerts/batches/${batch}/undo`, { body: { reason: "the wrong filter" } });
  const close = { action: "close", disposition: "legitimate_service", text: "one exchange's own wallets" };

  test("each by itself: what is refused stands in its place, the others are done, and undone as far as they stand", async () => {
    const [a, b, taken, changed] = (await seedAlerts(world.db, 4)) as [Hash, Hash, Hash, Hash];
    const unknown = `0x${"ab".repeat(32)}`;
    await act(bo, taken, { action: "claim" });
    await act(bo, changed, { action: "comment", text: "wait" });
    const asked = [{ id: a }, { id: unknown }, { id: taken }, { id: changed, version: 1 }, { id: b, version: 1 }];
    const reply = await bulk(ada, asked, close);
    expect(reply.status).toBe(200);
    const { batch, items } = reply.body as { batch: string; items: object[] };
    expect(items).toMatchObject([
      { alert: a, review: { state: "closed" }, version: 2 },
      { alert: unknown, problem: { code: "not_found" } },
      { alert: taken, problem: { code: "review_action_refused" } },
      { alert: changed, problem: { code: "version_outdated" } },
      { alert: b, review: { state: "closed" } },
    ]);
    expect((await historyOf(ada, a)).items).toMatchObject([{ action: "close", batch }]);

    await act(sue, b, { action: "overrule", disposition: "true_positive", text: "not this one" });
    await act(bo, a, { action: "comment", text: "sure?" });
    expect((await undo(bo, batch)).body).toMatchObject({
      items: [{ problem: { code: "undo_refused", detail: "somebody else did it" } }, {}],
    });
    const undone = (await undo(ada, batch)).body as { items: Array<{ alert: string }> };
    expect(undone.items.find(({ alert }) => alert === a)).toMatchObject({ review: { state: "open" }, version: 4 });
    expect(undone.items.find(({ alert }) => alert === b)).toMatchObject({
      problem: { code: "undo_refused", detail: "something was done since" },
    });
    expect((await historyOf(ada, a)).items[0]).toMatchObject({ action: "undo", undoes: 1, text: "the wrong filter" });
    expect((await historyOf(ada, b)).review).toMatchObject({ disposition: "true_positive" });
    expect(await undo(ada, "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de")).toMatchObject({ status: 404 });
  });

  test("an undone overruling leaves what was found before", async () => {
    const id = await newAlert();
    await act(ada, id, { ...close, disposition: "humanitarian" });
    const { batch } = (await bulk(sue, [{ id }], { action: "overrule", disposition: "true_positive", text: "no" }))
      .body as { batch: string };
    await undo(sue, batch);
    expect((await historyOf(sue, id)).review).toMatchObject({ state: "closed", disposition: "humanitarian" });
    // It is Ada's decision again, which she may take back.
    expect(await act(ada, id, { action: "reopen", text: "I was wrong" })).toMatchObject({ status: 200 });
  });

  test("one that a lane is writing is not waited for", async () => {
    const [held, free] = (await seedAlerts(world.db, 2)) as [Hash, Hash];
    const lane = await world.db.pool.connect();
    await lane.query("begin");
    await lane.query("select from alert where id = $1 for update", [Buffer.from(held.slice(2), "hex")]);
    const { body } = await bulk(ada, [{ id: held }, { id: free }], { action: "claim" });
    await lane.query("rollback");
    lane.release();
    expect(body).toMatchObject({
      items: [{ alert: held, problem: { code: "alert_busy" } }, { review: { assignee: ada.id } }],
    });
  });

  test("the same alert twice, and more than there may be, are refused", async () => {
    const id = await newAlert();
    expect(await bulk(ada, [{ id }, { id }], { action: "claim" })).toMatchObject({ code: "request_invalid" });
    const many = Array.from({ length: 501 }, () => ({ id }));
    expect(await bulk(ada, many, { action: "claim" })).toMatchObject({ status: 400 });
  });
});

describe("the time that a review may take", () => {
  const dueInHours = async (id: Hash) => {
    const { rows } = await world.db.pool.query(
      "select extract(epoch from due_at - created_at) / 3600 as hours from alert where id = $1",
      [Buffer.from(id.slice(2), "hex")],
    );
    return Math.round(rows[0].hours * 10) / 10;
  };
  const setPolicy = async (body: object, who = sue) => {
    const { headers } = await who.browser.send("GET", "/v1/review-policy");
    return who.browser.send("PATCH", "/v1/review-policy", {
      body: { reason: "the new shifts", ...body },
      headers: { "if-match": headers.get("etag") ?? "" },
    });
  };

  test("follows the severity, is sooner where that rises, and never later", async () => {
    const id = await newAlert("LOW");
    expect(await dueInHours(id)).toBe(168);
    const set = (severity: string) =>
      world.db.pool.query("update alert set severity = $2 where id = $1", [Buffer.from(id.slice(2), "hex"), severity]);
    await set("SEVERE");
    expect(await dueInHours(id)).toBe(4);
    await set("MEDIUM");
    expect(await dueInHours(id)).toBe(4);
    expect((await historyOf(ada, id)).review.overdue).toBe(false);
    const minuteAgo = new Date(world.clock.now.getTime() - 60_000);
    await world.db.pool.query("update alert set due_at = $2 where id = $1", [
      Buffer.from(id.slice(2), "hex"),
      minuteAgo,
    ]);
    expect((await historyOf(ada, id)).review.overdue).toBe(true);
  });

  test("is set by a supervisor, holds for what comes from then on, and stays on record", async () => {
    const { body: first } = await ada.browser.send("GET", "/v1/review-policy");
    expect(first).toMatchObject({ hours: { SEVERE: 4, HIGH: 24, MEDIUM: 72, LOW: 168 }, newEvidence: "reopen" });
    expect(await setPolicy({}, ada)).toMatchObject({ status: 403 });
    const old = await newAlert("HIGH");
    const hours = { SEVERE: 1, HIGH: 8, MEDIUM: 72, LOW: 168 };
    expect(await setPolicy({ hours })).toMatchObject({ status: 200, body: { hours, author: sue.email } });
    expect([await dueInHours(old), await dueInHours(await newAlert("HIGH"))]).toEqual([24, 8]);
    const stale = await sue.browser.send("PATCH", "/v1/review-policy", {
      body: { reason: "x", newEvidence: "reopen" },
      headers: { "if-match": '"1"' },
    });
    expect(stale).toMatchObject({ status: 412, code: "version_outdated" });
  });

  test("closed alerts with new evidence are open again, or stand in the queue as closed until somebody confirms", async () => {
    const close = { action: "close", disposition: "false_positive", text: "a pay office" };
    const opened = await newAlert();
    await act(ada, opened, close);
    await addEvidence(world.db, opened);
    const history = await historyOf(ada, opened);
    expect(history.review.state).toBe("open");
    expect(history.items[0]).toMatchObject({ action: "reopen", by: { id: "policy" }, evidenceCount: 2 });

    await setPolicy({ newEvidence: "follow_up" });
    const marked = await newAlert();
    await act(ada, marked, close);
    await addEvidence(world.db, marked);
    await addEvidence(world.db, marked);
    const { review, items, allowed } = await historyOf(bo, marked);
    expect(review).toMatchObject({ state: "closed", followUpSince: expect.any(String) });
    expect(items.map(({ action }) => action)).toEqual(["follow_up", "close"]);
    expect(allowed).toEqual(["comment", "confirm", "reopen"]);
    const followUps = async () => {
      const { body } = await bo.browser.send("GET", "/v1/alerts?followUp=true&sort=newest");
      return (body as { items: Array<{ id: Hash }> }).items.map(({ id }) => id);
    };
    expect(await followUps()).toEqual([marked]);
    const confirmed = await act(bo, marked, { action: "confirm", text: "the same pay office" });
    expect((confirmed.body as Review).followUpSince).toBeUndefined();
    expect(await followUps()).toEqual([]);
    expect(await act(bo, marked, { action: "confirm", text: "again" })).toMatchObject({ status: 409 });
  });
});
