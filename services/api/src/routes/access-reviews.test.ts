import type { AccessReview, AccessSubject } from "@redflag/contract/http/routes/access-reviews";
import type { ApiKey } from "@redflag/contract/http/routes/keys";
import { expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

/* One review from its start to its end: each test goes on where the one before it ended. */

const world = await openWorld();
const ada = await world.enter(["admin"]);
const subscriber = await world.addSubscriber("An exchange");
const eli = await world.addUser(["exchange"], subscriber);
const ops = await world.enter(["ops"]);
const gone = await world.addUser(["ops"]);
const made = await ada.browser.send("POST", "/v1/keys", {
  body: { name: "=1+1", role: "supervisor", scopes: ["audit:read"], days: 7 },
});
const { key, secret } = made.body as { key: ApiKey; secret: string };
await world.db.pool.query("update app_user set disabled_at = now() where id = $1", [gone.id]);
let review = "";

const PATH = "/v1/access-reviews";
const post = (path: string, body?: object, browser = ada.browser) =>
  browser.send("POST", `${PATH}${path}`, { ...(body && { body }) });
const decide = (subject: string, verdict: string, browser = ada.browser) =>
  post(`/${review}/decisions`, { subject, verdict, reason: "as agreed" }, browser);

async function subjects(): Promise<AccessSubject[]> {
  const { body } = await ada.browser.send("GET", `${PATH}/${review}/subjects`);
  return (body as { items: AccessSubject[] }).items;
}

test("a review holds whoever and whatever has access at its start, with what is unusual", async () => {
  const { status, body } = await post("");
  expect(status).toBe(201);
  const begun = body as AccessReview;
  review = begun.id;
  expect(begun).toMatchObject({
    subjectCount: 4,
    decidedCount: 0,
    startedBy: { id: `user:${ada.id}`, name: ada.email },
  });
  expect(await subjects()).toMatchObject([
    { kind: "user", id: ada.id, roles: ["admin"], marks: [] },
    { kind: "user", id: eli.id, roles: ["exchange"], subscriber: "An exchange", marks: ["never_used"] },
    { kind: "user", id: ops.id, marks: [] },
    { kind: "key", id: key.id, roles: ["supervisor"], scopes: ["audit:read"], marks: ["never_used", "expires_soon"] },
  ]);
  expect(await post("")).toMatchObject({ status: 409, code: "access_review_refused" });
});

test("a decision is kept with who made it, and what ends has ended", async () => {
  expect(await decide(eli.id, "keep")).toMatchObject({
    status: 201,
    body: { id: eli.id, decision: { verdict: "keep", reason: "as agreed", by: { name: ada.email }, isOwn: false } },
  });
  const headers = { authorization: `Bearer ${secret}` };
  expect((await world.newBrowser().send("GET", "/v1/audit", { headers })).status).toBe(200);
  expect((await decide(key.id, "end")).status).toBe(201);
  expect((await ada.browser.send("GET", `/v1/keys/${key.id}`)).body).toHaveProperty("revokedAt");
  expect((await decide(ops.id, "end")).status).toBe(201);
  expect((await ops.browser.send("GET", "/v1/session")).status).toBe(401);
  expect(world.audit.at(-2)).toMatchObject({
    action: "access_review.decide",
    subject: `access_review:${review}`,
    detail: { of: `user:${ops.id}`, verdict: "end", reason: "as agreed" },
  });
  const { rows } = await world.db.pool.query("select verdict from access_review_decision order by seq");
  expect(rows.map(({ verdict }) => verdict)).toEqual(["keep", "end", "end"]);
});

test("nobody decides on their own access while another could; the only admin keeps it, and it says so", async () => {
  const bea = await world.enter(["admin"]);
  expect(await decide(ada.id, "keep")).toMatchObject({ status: 403, code: "forbidden" });
  await world.db.pool.query("update app_user set disabled_at = now() where id = $1", [bea.id]);
  expect(await decide(ada.id, "end")).toMatchObject({ status: 409, code: "last_admin" });
  expect(await post(`/${review}/finish`)).toMatchObject({ status: 409, code: "access_review_refused" });
  expect(await decide(ada.id, "keep")).toMatchObject({ body: { decision: { verdict: "keep", isOwn: true } } });
});

test("what is not in it, and whoever only reads, decides nothing", async () => {
  expect(await decide(gone.id, "keep")).toMatchObject({ status: 404, code: "not_found" });
  const sue = await world.enter(["supervisor"]);
  expect((await sue.browser.send("GET", PATH)).status).toBe(200);
  expect(await decide(eli.id, "end", sue.browser)).toMatchObject({ status: 403, code: "forbidden" });
});

test("a finished review stays as it is, and is taken as CSV that no spreadsheet calculates with", async () => {
  expect(await post(`/${review}/finish`)).toMatchObject({
    status: 200,
    body: { decidedCount: 4, finishedBy: { name: ada.email } },
  });
  expect(await decide(eli.id, "end")).toMatchObject({ status: 409, code: "access_review_refused" });
  const { rows } = await world.db.pool.query("select disabled_at from app_user where id = $1", [eli.id]);
  expect(rows).toEqual([{ disabled_at: null }]);
  const file = await fetch(`${world.serverUrl}${PATH}/${review}/export`, {
    headers: { cookie: [...ada.browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
  });
  expect(file.headers.get("content-disposition")).toContain("attachment");
  const lines = (await file.text()).split("\r\n");
  expect(lines).toHaveLength(6);
  expect(lines[4]).toContain(`,'=1+1,`);
  expect((await post("")).status).toBe(201);
  const { body } = await ada.browser.send("GET", `${PATH}?limit=1`);
  expect((body as { items: AccessReview[]; next?: string }).next).toBeDefined();
});
