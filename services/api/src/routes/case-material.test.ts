import { createHash } from "node:crypto";
import { CaseExport } from "@redflag/contract/case-export";
import type { Attachment, Note } from "@redflag/contract/http/routes/case-material";
import type { CaseDetail, CaseTimelineEntry } from "@redflag/contract/http/routes/cases";
import type { Watch } from "@redflag/contract/http/routes/watches";
import { demo } from "@redflag/domain/chains/demo";
import { disposeAlert } from "@redflag/store/alert-review";
import { upsertWatchAlerts } from "@redflag/store/watch-alert-write";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { seedAlert } from "../testing/seed-alert.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ada, eve] = [await world.enter(["analyst"]), await world.enter(["supervisor"])];
type Person = typeof ada;

const HOSTILE = `<script>alert("1")</script><img src="https://attacker.example/p.png"></style> =1+1`;
const SUBJECT = `0x${"c4".repeat(20)}` as const;
const alert = await seedAlert(world.db, { name: "hostile", subject: SUBJECT, blocks: [10, 12], text: HOSTILE });
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAwS2OUAAAAABJRU5ErkJggg==",
  "base64",
);

const send = (who: Person, method: string, path: string, body?: object) =>
  who.browser.send(method, `/v1/cases${path}`, body && { body });
const opened = await send(ada, "POST", "", { title: "A case", reason: "a lead", alerts: [alert] });
const { id, number } = opened.body as CaseDetail;
const download = (who: Person, path: string) => who.browser.visit(new URL(`/v1/cases/${id}/${path}`, world.publicUrl));

async function items<T>(path: string, who = ada): Promise<T[]> {
  const { body } = await send(who, "GET", `/${id}/${path}`);
  return (body as { items: T[] }).items;
}

/** All of a list, two at a time. */
async function paged<T>(path: string): Promise<T[]> {
  const all: T[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await send(ada, "GET", `/${id}/${path}?limit=2${cursor}`);
    const page = body as { items: T[]; next?: string };
    expect(page.items.length).toBeLessThanOrEqual(2);
    all.push(...page.items);
    if (page.next === undefined) return all;
    cursor = `&cursor=${page.next}`;
  }
}

test("an edited note is a new one, and the old one stays", async () => {
  const first = (await send(ada, "POST", `/${id}/notes`, { text: `${HOSTILE}\nsecond line` })).body as Note;
  const better = (await send(eve, "POST", `/${id}/notes`, { text: "It was his payday.", replaces: first.id }))
    .body as Note;
  expect(better).toMatchObject({ replaces: first.id, by: { id: `user:${eve.id}`, name: eve.email } });
  const again = await send(ada, "POST", `/${id}/notes`, { text: "no", replaces: first.id });
  expect(again).toMatchObject({ status: 409, code: "case_state" });
  const notes = await paged<Note>("notes");
  expect(notes.map((note) => [note.id, note.replacedBy])).toEqual([
    [first.id, better.id],
    [better.id, undefined],
  ]);
  expect((await send(ada, "POST", `/${id}/notes`, { text: "turned \u202eround" })).status).toBe(400);
});

test("a file is what its bytes say, keeps its hash, and is given back to be saved", async () => {
  const attach = (name: string, type: string, bytes: Buffer) =>
    send(ada, "POST", `/${id}/attachments`, { name, type, content: bytes.toString("base64") });
  const made = await attach("Überweisung (1).png", "image/png", PNG);
  const sha256 = createHash("sha256").update(PNG).digest("hex");
  expect(made).toMatchObject({ status: 201, body: { type: "image/png", bytes: PNG.length, sha256 } });
  const file = made.body as Attachment;
  const got = await download(ada, `attachments/${file.id}`);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(PNG);
  expect(Object.fromEntries(got.headers)).toMatchObject({
    "content-type": "image/png",
    "content-disposition": `attachment; filename="_berweisung__1_.png"; filename*=UTF-8''%C3%9Cberweisung%20%281%29.png`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  });

  const text = Buffer.from("a,b\r\n1,2\r\n");
  for (const [type, bytes] of [
    ["text/csv", text],
    ["text/plain", Buffer.from(HOSTILE)],
    ["application/json", Buffer.from("[1]")],
    ["application/pdf", Buffer.from("%PDF-1.7\n%âãÏÓ\n")],
  ] as const) {
    expect([type, (await attach("a.txt", type, bytes)).status]).toEqual([type, 201]);
  }
  for (const [type, bytes] of [
    ["image/jpeg", PNG],
    ["application/pdf", text],
    ["text/plain", PNG],
    ["text/csv", Buffer.from([0x61, 0, 0x62, 0x63])],
    ["text/plain", Buffer.from([0xff, 0xfe, 0x61, 0x62])],
    ["application/json", text],
    ["application/pdf", Buffer.from("PK\u0003\u0004 a zip of something else, or an office file")],
  ] as const) {
    expect([type, await attach("a.bin", type, bytes)]).toMatchObject([
      type,
      { status: 400, code: "attachment_refused" },
    ]);
  }
  for (const name of ["../a.csv", "a/b.csv", ".hidden", "a\n.csv", "a\u202etxt.exe"]) {
    expect((await attach(name, "text/csv", text)).status, name).toBe(400);
  }
  const notBase64 = await send(ada, "POST", `/${id}/attachments`, {
    name: "a.csv",
    type: "text/csv",
    content: "a,b;c",
  });
  expect(notBase64).toMatchObject({ status: 400, code: "attachment_refused" });

  await send(ada, "POST", `/${id}/attachments/${file.id}/remove`, { reason: "of another matter" });
  expect((await download(ada, `attachments/${file.id}`)).status).toBe(404);
  const [first] = await paged<Attachment>("attachments");
  expect(first).toMatchObject({ id: file.id, sha256, removedAt: expect.any(String) });
});

test("a file of 10 MB is taken, one byte more is not, and a case takes 100 MB", async () => {
  const { body } = await send(ada, "POST", "", { title: "Large", reason: "a lead", alerts: [alert] });
  const large = (body as CaseDetail).id;
  const attach = (bytes: number) =>
    send(ada, "POST", `/${large}/attachments`, {
      name: "a.txt",
      type: "text/plain",
      content: Buffer.alloc(bytes, "a").toString("base64"),
    });
  const most = 10 * 1024 * 1024;
  expect((await attach(most)).status).toBe(201);
  expect(await attach(most + 1)).toMatchObject({ status: 400, code: "attachment_refused" });
  await world.db.pool.query(
    `insert into case_attachment (id, case_id, name, media_type, size_bytes, sha256, bytes, by, by_name)
     select gen_random_uuid(), case_id, name, media_type, size_bytes, sha256, bytes, by, by_name
     from case_attachment, generate_series(1, 9) where case_id = $1`,
    [large],
  );
  expect(await attach(1)).toMatchObject({ status: 409, code: "case_full" });
  await world.db.pool.query("update case_attachment set bytes = null, removed_at = now() where case_id = $1", [large]);
  expect((await attach(most)).status).toBe(201);
});

test("what a case watches is seen by whoever sees the case, and by nobody's own watches", async () => {
  const body = { address: SUBJECT, reason: "the collector" };
  const watch = (await send(ada, "POST", `/${id}/watches`, body)).body as Watch;
  expect(await send(eve, "POST", `/${id}/watches`, body)).toMatchObject({ status: 409, code: "watch_exists" });
  expect((await items<Watch>("watches", eve)).map((each) => each.id)).toEqual([watch.id]);
  expect((await ada.browser.send("GET", "/v1/watches")).body).toEqual({ items: [] });
  expect((await ada.browser.send("DELETE", `/v1/watches/${watch.id}`)).status).toBe(404);

  const party = `0x${"b2".repeat(20)}` as const;
  const hit = `0x${"ab".repeat(32)}` as const;
  const transfer = {
    blockNumber: 7,
    logIndex: 3,
    txHash: hit,
    txOrdinal: 0,
    token: party,
    sender: SUBJECT,
    recipient: party,
    amount: 1n,
  };
  const block = { number: 7, hash: hit, time: 1_767_225_700 };
  await upsertWatchAlerts(world.db.kysely, demo.id, [
    { id: hit, watchId: watch.id, owner: `case:${id}`, ruleVersion: 1, block, transfer, text: HOSTILE },
  ]);
  expect((await ada.browser.send("GET", "/v1/watches/alerts")).body).toEqual({ items: [] });
  expect((await send(ada, "DELETE", `/${id}/watches/${watch.id}`)).status).toBe(204);
  expect(await items<Watch>("watches")).toMatchObject([{ id: watch.id, endedAt: expect.any(String) }]);
});

test("the timeline is one order of all that happened, however it is cut into pages", async () => {
  const nowMs = Date.now();
  await world.db.kysely
    .transaction()
    .execute((tx) =>
      disposeAlert(tx, alert, { disposition: "humanitarian", reason: "a payday", author: "ada", nowMs }),
    );
  const all = await items<CaseTimelineEntry>("timeline");
  expect(await paged<CaseTimelineEntry>("timeline")).toEqual(all);
  expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted());
  const kinds = all.map(({ kind }) => kind);
  expect(kinds.slice(0, 5)).toEqual(["watch_payment", "first_evidence", "last_evidence", "opened", "alerts_added"]);
  expect(new Set(kinds)).toEqual(
    new Set([
      ...["opened", "alerts_added", "note_added", "note_replaced", "attachment_added", "attachment_removed"],
      ...["watch_begun", "watch_ended", "first_evidence", "last_evidence", "alert_reviewed", "watch_payment"],
    ]),
  );
  expect(all.find(({ kind }) => kind === "first_evidence")).toMatchObject({
    alert,
    rule: "rapid-pass-through",
    chain: demo.caip2,
  });
});

test("exports say the same in three forms, hostile text stays text, and the audit has the hash", async () => {
  const bytesOf = async (format: string) => {
    const response = await download(ada, `export?format=${format}`);
    expect(response.headers.get("content-disposition")).toMatch(
      new RegExp(`^attachment; filename="${number}-.*[.]${format}"`),
    );
    return { bytes: Buffer.from(await response.arrayBuffer()), type: response.headers.get("content-type") };
  };
  const json = CaseExport.parse(JSON.parse((await bytesOf("json")).bytes.toString()));
  expect(json).toMatchObject({
    number,
    alerts: [{ id: alert, findings: 2, findingsShown: 2, reasons: [HOSTILE], review: { disposition: "humanitarian" } }],
    coverage: [{ chain: demo.caip2, fromBlock: 10, toBlock: 12, levels: [], unread: 3 }],
    notEstablished: expect.arrayContaining(["who holds the addresses, or acts for those who do"]),
    cut: [],
  });
  const csv = (await bytesOf("csv")).bytes.toString();
  const rows: Record<string, string>[] = parse(csv, { columns: true, record_delimiter: "\r\n" });
  expect(rows.map((row) => row.transaction)).toEqual(
    json.alerts.flatMap(({ payments }) => payments.map((each) => each.transaction)),
  );
  expect(rows[0]).toMatchObject({ case: number, alert, part: "finding", base_units: "1250000000", chain: demo.caip2 });

  const { bytes, type } = await bytesOf("html");
  const page = bytes.toString();
  expect(type).toBe("text/html; charset=utf-8");
  expect(page).not.toMatch(/<script|<img|<iframe|<link|<a |javascript:|url\(|@import/i);
  expect(page).toContain("&#60;script&#62;");
  expect(page).toContain(json.attachments[0]?.sha256);
  expect(page).toContain("What this does not establish");
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
  expect(page).toContain(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  expect(page.replace(/<[^>]*>/g, " ")).not.toMatch(/\b(criminal|launder|suspicious|guilty|terrorist)/i);

  expect(world.audit.findLast(({ action }) => action === "case.export")).toMatchObject({
    subject: `case:${id}`,
    detail: { format: "html", sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length, cut: 0 },
  });
});
