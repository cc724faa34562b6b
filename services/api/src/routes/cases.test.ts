import { createHash } from "node:crypto";
import { CaseExport } from "@redflag/contract/case-export";
import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import type { CaseAlert, OfferedAlert } from "@redflag/contract/http/routes/case-material";
import type { CaseDetail, CaseSummary } from "@redflag/contract/http/routes/cases";
import type { Hash } from "@redflag/domain/hex";
import { expect, test } from "vitest";
import { requestOf } from "../testing/request-of.ts";
import { placeInGroup, seedAlert } from "../testing/seed-alert.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ada, bo, cy] = [await world.enter(["analyst"]), await world.enter(["analyst"]), await world.enter(["analyst"])];
const [eve, fay] = [await world.enter(["supervisor"]), await world.enter(["supervisor"])];

type Person = typeof ada;
const SUBJECT = `0x${"c4".repeat(20)}` as const;
const CAIP10 = `eip155:31337:${SUBJECT}`;

const send = (who: Person, method: string, path: string, body?: object, headers?: Record<string, string>) =>
  who.browser.send(method, `/v1/cases${path}`, { ...(body && { body }), ...(headers && { headers }) });

async function open(who: Person, of: object, title = "A case"): Promise<CaseDetail> {
  const reply = await send(who, "POST", "", { title, reason: "a lead", ...of });
  expect(reply).toMatchObject({ status: 201, body: { title, status: "open", role: "owner" } });
  return reply.body as CaseDetail;
}

const detail = async (who: Person, id: string) => (await send(who, "GET", `/${id}`)).body as CaseDetail;
const alertsOf = async (id: string) => ((await send(ada, "GET", `/${id}/alerts`)).body as { items: CaseAlert[] }).items;
const offersOf = async (id: string) =>
  ((await send(ada, "GET", `/${id}/offers`)).body as { items: OfferedAlert[] }).items;
const etag = async (who: Person, id: string) => (await send(who, "GET", `/${id}`)).headers.get("etag") ?? "";

test("by subject it takes what stands, and offers what comes later; nothing joins by itself", async () => {
  const first = await seedAlert(world.db, { name: "first", subject: SUBJECT, blocks: [10, 12] });
  const made = await open(ada, { subject: CAIP10 });
  expect(made).toMatchObject({ basis: "subject", subjects: [expect.stringMatching(/^eip155:31337:0x/i)], alerts: 1 });
  const later = await seedAlert(world.db, { name: "later", subject: SUBJECT, blocks: [20], heuristic: "fan-in" });
  expect((await alertsOf(made.id)).map(({ id }) => id)).toEqual([first]);
  expect(await offersOf(made.id)).toMatchObject([{ id: later, because: "subject", rule: "fan-in" }]);

  const reply = await send(ada, "POST", `/${made.id}/alerts`, { alerts: [later, first] });
  expect(reply).toMatchObject({ status: 200, body: { added: 1, alerts: 2 } });
  expect(await offersOf(made.id)).toEqual([]);
  // What somebody took out is not offered again, and may be taken in again.
  expect((await send(ada, "POST", `/${made.id}/alerts/${later}/remove`, { reason: "another matter" })).status).toBe(
    204,
  );
  expect([await offersOf(made.id), (await alertsOf(made.id)).length]).toEqual([[], 1]);
  expect((await send(ada, "POST", `/${made.id}/alerts`, { alerts: [later] })).body).toEqual({ added: 1, alerts: 2 });
});

test("by cluster it keeps what was there when groups change, and offers what came", async () => {
  const lead = await seedAlert(world.db, { name: "lead", subject: `0x${"d1".repeat(20)}`, blocks: [30] });
  const other = await seedAlert(world.db, {
    name: "other",
    subject: `0x${"d2".repeat(20)}`,
    blocks: [31],
    group: lead,
  });
  const made = await open(ada, { cluster: other });
  expect(new Set((await alertsOf(made.id)).map(({ id }) => id))).toEqual(new Set([lead, other]));
  await placeInGroup(world.db.kysely, other, other);
  const came = await seedAlert(world.db, { name: "came", subject: `0x${"d3".repeat(20)}`, blocks: [32], group: other });
  expect((await alertsOf(made.id)).length).toBe(2);
  expect(await offersOf(made.id)).toMatchObject([{ id: came, because: "cluster" }]);
});

test("by hand it takes what is named, and refuses what is none", async () => {
  const one = await seedAlert(world.db, { name: "one", subject: `0x${"e1".repeat(20)}`, blocks: [40] });
  expect(await open(ada, { alerts: [one, one] })).toMatchObject({ basis: "hand", alerts: 1, subjects: [] });
  const none: Hash = `0x${"00".repeat(32)}`;
  for (const [body, code] of [
    [{ alerts: [one, none] }, "alert_unknown"],
    [{ cluster: none }, "alert_unknown"],
    [{ subject: "eip155:424242:0x1" }, "chain_unknown"],
    [{ subject: "eip155:31337:0x1" }, "address_malformed"],
    [{ subject: CAIP10, cluster: one }, "request_invalid"],
    [{}, "request_invalid"],
  ] as const) {
    expect(await send(ada, "POST", "", { title: "A case", reason: "a lead", ...body })).toMatchObject({
      code,
      status: 400,
    });
  }
});

test("numbers are counted without a gap, also past what was refused", async () => {
  const alert = await seedAlert(world.db, { name: "number", subject: `0x${"e2".repeat(20)}`, blocks: [41] });
  const before = await open(ada, { alerts: [alert] });
  await send(ada, "POST", "", { title: "A case", reason: "a lead", alerts: [`0x${"00".repeat(32)}`] });
  const after = await open(bo, { alerts: [alert] });
  const count = ({ number }: CaseSummary) => Number(number.slice("C-2026-".length));
  expect(before.number).toMatch(/^C-\d{4}-\d{4}$/);
  expect(count(after) - count(before)).toBe(1);
});

test("a case is its members' and supervisors'; to everybody else no route of it is there", async () => {
  const alert = await seedAlert(world.db, { name: "seen", subject: `0x${"e3".repeat(20)}`, blocks: [42] });
  const { id } = await open(ada, { alerts: [alert] });
  const none = "0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b";
  const routes = Object.values<Route>(ROUTES).filter(({ path }) => path.startsWith("/v1/cases/{id}"));
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter(({ about }) => about !== "case")).toEqual([]);
  /** Of routes whose smallest request is refused for itself. */
  const bodies: Record<string, object> = {
    updateCase: { title: "Mine", reason: "a try" },
    addCaseWatch: { address: SUBJECT, reason: "a try" },
  };
  for (const route of routes.filter(({ access }) => access !== "cases:hold")) {
    const { path, init } = requestOf(route);
    const body = bodies[route.id] ?? (init.body && JSON.parse(String(init.body)));
    for (const caseId of [id, none]) {
      const { status, code } = await bo.browser.send(route.method, path.replace(/[0-9a-f-]{36}/, caseId), {
        ...(body && { body }),
        headers: { ...(route.method === "PATCH" && { "if-match": '"1"' }) },
      });
      expect([route.id, status, code]).toEqual([route.id, 404, "not_found"]);
    }
  }
  const ids = async (who: Person, query = "") =>
    ((await send(who, "GET", `?limit=200${query}`)).body as { items: CaseSummary[] }).items.map((each) => each.id);
  expect([(await ids(bo)).includes(id), (await ids(ada)).includes(id), (await ids(eve)).includes(id)]).toEqual([
    false,
    true,
    true,
  ]);
  expect(await ids(eve, "&of=own")).toEqual([]);
  for (const role of ["ops", "admin"] as const) {
    const person = await world.enter([role]);
    expect((await send(person, "GET", `/${id}`)).status).toBe(403);
    expect(world.audit.at(-1)).toMatchObject({
      actor: { id: person.id },
      action: "case.read",
      outcome: "refused",
      subject: `case:${id}`,
    });
  }

  expect(await send(ada, "POST", `/${id}/members`, { person: bo.id, role: "reader" })).toMatchObject({
    status: 200,
    body: {
      items: [
        { role: "owner", name: ada.email },
        { role: "reader", id: `user:${bo.id}` },
      ],
    },
  });
  expect(await detail(bo, id)).toMatchObject({ id, role: "reader" });
  expect(await send(bo, "POST", `/${id}/notes`, { text: "hm" })).toMatchObject({ status: 403, code: "forbidden" });
  const admin = await world.addUser(["admin"]);
  for (const person of [admin.id, none]) {
    const reply = await send(ada, "POST", `/${id}/members`, { person, role: "reader" });
    expect(reply).toMatchObject({ status: 400, code: "case_member_unfit" });
  }
  expect((await send(ada, "DELETE", `/${id}/members/${bo.id}`)).status).toBe(204);
  expect((await send(bo, "GET", `/${id}`)).status).toBe(404);
  expect(await send(ada, "DELETE", `/${id}/members/${ada.id}`)).toMatchObject({ code: "case_state" });
});

test("of two who edit at once the second is told; an owner is handed on; a closed case is only read", async () => {
  const alert = await seedAlert(world.db, { name: "edit", subject: `0x${"e4".repeat(20)}`, blocks: [43] });
  const { id } = await open(ada, { alerts: [alert] });
  const tag = await etag(ada, id);
  const [one, two] = [
    { title: "One", reason: "better" },
    { title: "Two", reason: "better" },
  ];
  expect(await send(ada, "PATCH", `/${id}`, one, { "if-match": tag })).toMatchObject({
    status: 200,
    body: { title: "One" },
  });
  expect(world.audit.findLast(({ action }) => action === "case.update")?.detail).toEqual({
    title: "changed",
    reason: "better",
  });
  expect(await send(eve, "PATCH", `/${id}`, two, { "if-match": tag })).toMatchObject({
    status: 412,
    code: "version_outdated",
  });
  expect(await send(ada, "PATCH", `/${id}`, two)).toMatchObject({ status: 428 });
  expect(
    await send(ada, "PATCH", `/${id}`, { owner: cy.id, reason: "on leave" }, { "if-match": await etag(ada, id) }),
  ).toMatchObject({
    status: 200,
    body: { role: "editor", members: [{ id: `user:${cy.id}`, role: "owner" }, { role: "editor" }] },
  });
  const close = { status: "closed", reason: "done" };
  expect(await send(cy, "PATCH", `/${id}`, close, { "if-match": await etag(cy, id) })).toMatchObject({ status: 200 });
  for (const [path, body] of [
    ["notes", { text: "late" }],
    ["alerts", { alerts: [alert] }],
    ["members", { person: bo.id, role: "reader" }],
    ["watches", { address: SUBJECT, reason: "late" }],
  ] as const) {
    expect(await send(cy, "POST", `/${id}/${path}`, body)).toMatchObject({ status: 409, code: "case_state" });
  }
  expect(await send(cy, "PATCH", `/${id}`, close, { "if-match": await etag(cy, id) })).toMatchObject({
    code: "case_state",
  });
  const again = { status: "open", reason: "a new lead" };
  expect(await send(cy, "PATCH", `/${id}`, again, { "if-match": await etag(cy, id) })).toMatchObject({ status: 200 });
});

test("under a hold nothing is removed, by the API or past it; who set it does not lift it", async () => {
  const alert = await seedAlert(world.db, { name: "hold", subject: `0x${"e5".repeat(20)}`, blocks: [44] });
  const { id } = await open(ada, { alerts: [alert] });
  const content = Buffer.from("a,b\n1,2\n").toString("base64");
  const file = (await send(ada, "POST", `/${id}/attachments`, { name: "a.csv", type: "text/csv", content })).body as {
    id: string;
  };
  expect(await send(ada, "POST", `/${id}/hold`, { reason: "court" })).toMatchObject({ status: 403, code: "forbidden" });
  const before = await etag(ada, id);
  expect(await send(eve, "POST", `/${id}/hold`, { reason: "court order 7" })).toMatchObject({
    status: 200,
    body: { hold: { reason: "court order 7", by: { name: eve.email } } },
  });
  // What a reorg takes from the alert afterwards is in the copy that was kept.
  await world.db.pool.query("delete from evidence where alert_id = $1", [Buffer.from(alert.slice(2), "hex")]);
  const copy = await ada.browser.visit(new URL(`/v1/cases/${id}/hold/copy`, world.publicUrl));
  const bytes = Buffer.from(await copy.arrayBuffer());
  expect(CaseExport.parse(JSON.parse(bytes.toString())).alerts).toMatchObject([
    { id: alert, payments: [{ block: 44 }] },
  ]);
  expect((await detail(ada, id)).hold?.copySha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(await send(fay, "POST", `/${id}/hold`, { reason: "again" })).toMatchObject({ status: 409, code: "case_held" });
  expect(await etag(ada, id)).not.toBe(before);
  for (const path of [`alerts/${alert}/remove`, `attachments/${file.id}/remove`]) {
    expect(await send(ada, "POST", `/${id}/${path}`, { reason: "tidy" })).toMatchObject({
      status: 409,
      code: "case_held",
    });
  }
  for (const statement of [
    "update case_alert set removed_at = now()",
    "update case_attachment set removed_at = now(), bytes = null",
    "delete from case_alert",
    "delete from case_file",
    "delete from case_hold",
    "update case_note set text = 'x'",
    "delete from case_event",
    "truncate case_event",
  ]) {
    await expect(world.db.pool.query(statement), statement).rejects.toMatchObject({ code: "42501" });
  }
  // Closing removes nothing.
  const close = { status: "closed", reason: "done" };
  expect(await send(ada, "PATCH", `/${id}`, close, { "if-match": await etag(ada, id) })).toMatchObject({ status: 200 });
  expect(await send(eve, "POST", `/${id}/hold/lift`, { reason: "over" })).toMatchObject({
    status: 403,
    code: "four_eyes_needed",
  });
  expect(await send(fay, "POST", `/${id}/hold/lift`, { reason: "over" })).toMatchObject({ status: 200 });
  expect((await detail(ada, id)).hold).toBeUndefined();
  expect(await send(fay, "POST", `/${id}/hold/lift`, { reason: "over" })).toMatchObject({ code: "case_state" });
  const again = { status: "open", reason: "tidy" };
  await send(ada, "PATCH", `/${id}`, again, { "if-match": await etag(ada, id) });
  for (const path of [`alerts/${alert}/remove`, `attachments/${file.id}/remove`]) {
    expect((await send(ada, "POST", `/${id}/${path}`, { reason: "tidy" })).status).toBe(204);
  }
});
