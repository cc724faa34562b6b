import type { ReportDetail } from "@redflag/contract/http/routes/reports";
import { expect, test } from "vitest";
import { COMPLETE, seedFinalAlert, seedRates } from "../testing/seed-reported.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
await seedRates(world.db);
const [ada, eve] = [await world.enter(["analyst"]), await world.enter(["supervisor"])];
type Person = typeof ada;

let alerts = 0;
const newAlert = () => seedFinalAlert(world.db, `kept ${++alerts}`, `0x${(0x40 + alerts).toString(16).repeat(20)}`);

const post = (who: Person, path: string, body: object, headers: Record<string, string> = {}) =>
  who.browser.send("POST", `/v1/reports${path}`, { body, headers });

async function makeReady(who: Person, id: string): Promise<ReportDetail> {
  const reply = await post(who, `/${id}/ready`, {}, { "if-match": '"1"' });
  expect(reply).toMatchObject({ status: 200, body: { status: "ready" } });
  return reply.body as ReportDetail;
}

const file = (who: Person, { id, ready }: ReportDetail) => post(who, `/${id}/file`, { xmlSha256: ready?.xmlSha256 });

test("what was made ready is what is filed: whoever writes to the database changes neither it nor its alerts", async () => {
  const alert = await newAlert();
  const { id } = (await post(ada, "", { profile: "ae", choices: COMPLETE, alerts: [alert] })).body as ReportDetail;
  const attempt = (change: string) =>
    world.db.pool.query(change.replaceAll(":id", `'${id}'`)).then(
      () => `${change} was done`,
      ({ message }: Error) => message,
    );
  const other = "xml = 'other', xml_sha256 = sha256('other')";
  expect(
    await attempt(`update report set status = 'ready', xml = 'one', xml_sha256 = sha256('other'), ready_by = 'user:a',
      profile_sha256 = sha256(''), ready_by_name = 'A', ready_at = now() where id = :id`),
  ).toContain("is not that of its file");
  const ready = await makeReady(ada, id);
  const filing = "status = 'filed', filed_by = 'user:b', filed_by_name = 'B', filed_at = now()";
  const whenReady = [
    `update report set ${other} where id = :id`,
    `update report set ${filing}, ${other} where id = :id`,
    "update report set choices = '{}' where id = :id",
    "update report set ready_by = 'user:b' where id = :id",
    "update report_alert set revision = sha256('') where report_id = :id",
    "delete from report_alert where report_id = :id",
    "insert into report_alert (report_id, alert_id) values (:id, sha256(''))",
  ];
  for (const change of whenReady) expect(await attempt(change)).toContain("stays as it");
  expect(await file(eve, ready)).toMatchObject({ status: 200 });
  const whenFiled = [
    "update report set kind = 'SAR' where id = :id",
    "update report set profile = 'zz', profile_sha256 = sha256('') where id = :id",
    "update report set ready_by = 'user:b', ready_by_name = 'B' where id = :id",
    "update report set filed_by_name = 'B' where id = :id",
  ];
  for (const change of [...whenReady, ...whenFiled]) expect(await attempt(change)).toContain("stays as it");
  const answer = { outcome: "accepted", reasons: "Passed on.", answeredOn: "2026-03-01", fiuReference: "FIU 79" };
  expect(await post(ada, `/${id}/answer`, answer)).toMatchObject({ status: 200, body: { alertCount: 1 } });
});

test("under an Idempotency-Key whom a report names is kept nowhere else, and told again to who may still see it", async () => {
  const opened = await ada.browser.send("POST", "/v1/cases", {
    body: { title: "Asked twice", reason: "a lead", alerts: [await newAlert()] },
  });
  const caseId = (opened.body as { id: string }).id;
  const hal = await world.enter(["analyst"]);
  const members = `/v1/cases/${caseId}/members`;
  await ada.browser.send("POST", members, { body: { person: hal.id, role: "editor" } });
  const ask = (path: string, body: object, key: string) => post(hal, path, body, { "idempotency-key": key });
  const drafting = { profile: "ae", choices: COMPLETE, case: caseId };
  const first = await ask("", drafting, "draft");
  const { id } = first.body as ReportDetail;
  const ready = await makeReady(ada, id);
  const again = await ask("", drafting, "draft");
  expect(again).toMatchObject({ status: 201, body: { id, status: "ready", choices: COMPLETE } });
  expect([first, again].map(({ headers }) => [headers.get("etag"), headers.get("idempotency-replayed")])).toEqual([
    ['"1"', null],
    ['"2"', "true"],
  ]);
  await file(eve, ready);
  const answer = { outcome: "accepted", reasons: "Passed on.", answeredOn: "2026-03-01" };
  for (const _ of [1, 2]) {
    expect(await ask(`/${id}/answer`, answer, "answer")).toMatchObject({
      status: 200,
      body: { answers: [{ seq: 1 }] },
    });
  }
  const { rows } = await world.db.pool.query("select to_jsonb(kept)::text as row from idempotent_answer as kept");
  expect(rows).toHaveLength(2);
  for (const { row } of rows) expect(row).not.toMatch(/Maryam|Passed on/);
  expect(await ada.browser.send("DELETE", `${members}/${hal.id}`)).toMatchObject({ status: 204 });
  expect(await ask("", drafting, "draft")).toMatchObject({ status: 404, code: "not_found" });
});
