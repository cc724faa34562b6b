import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiProblem } from "@redflag/contract/http/api-problem";
import { createClient } from "@redflag/contract/http/create-client";
import { loadConfig } from "@redflag/runtime/config";
import { createLogger } from "@redflag/runtime/logger";
import { createExplainer } from "@redflag/screen/explain";
import { listAuditCheckpoints } from "@redflag/store/audit-checkpoint";
import { openDatabase } from "@redflag/store/database";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { type ApiUrls, startApi } from "./start-api.ts";
import { seedKeysOfAllRoles } from "./testing/seed-callers.ts";
import { seedEvents } from "./testing/seed-events.ts";
import { TEST_REPORT_PROFILES_DIR } from "./testing/test-report-profiles.ts";

const dataDir = mkdtempSync(join(tmpdir(), "redflag-api-"));
afterAll(() => rmSync(dataDir, { recursive: true }));
const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test" });
afterAll(() => db.close());
const { subscriberId, keys } = await seedKeysOfAllRoles(db);
const [eventId = ""] = await seedEvents(db, subscriberId, 3);
const STAFF = urlOf("redflag_api", url);

const start = (urls: ApiUrls) =>
  startApi({
    config: loadConfig({ REDFLAG_DATA_DIR: dataDir }),
    urls,
    explainer: createExplainer(),
    migrationsDir: join(import.meta.dirname, "../../../migrations"),
    reportProfilesDir: TEST_REPORT_PROFILES_DIR,
    logger: createLogger({ service: "api", level: "silent" }),
    port: 0,
  });

function clientOf(port: number, role: string) {
  return createClient({ baseUrl: `http://127.0.0.1:${port}`, key: keys.get(role)?.secret ?? "" });
}

test("it serves both with the logins of each, and signs at its close for all that was done", async () => {
  const api = await start({ staff: STAFF, exchange: urlOf("redflag_exchange", url) });
  const ready = await fetch(`http://127.0.0.1:${api.port}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
  expect((await clientOf(api.port, "exchange").getEvent({ params: { id: eventId } })).body.id).toBe(eventId);
  expect((await clientOf(api.port, "sandbox").listEvents()).body.items).toEqual([]);
  expect((await clientOf(api.port, "admin").listKeys()).body.items).toHaveLength(keys.size);
  await api.close();
  const { rows } = await db.pool.query("select max(seq) as last from audit_entry");
  const [newest] = await listAuditCheckpoints(db.kysely, { limit: 1 });
  expect(newest?.seq).toBe(rows[0].last);
});

test("what cannot be recorded is not done, and what was read is not told", async () => {
  const api = await start({ staff: STAFF, exchange: urlOf("redflag_exchange", url) });
  const count = async () =>
    (await db.pool.query("select (select count(*) from api_key) + (select count(*) from subscriber) as n")).rows[0].n;
  const before = await count();
  await db.pool.query("revoke execute on function append_audit(text[]) from redflag_api, redflag_exchange");
  const [admin, exchange] = [clientOf(api.port, "admin"), clientOf(api.port, "exchange")];
  const key = { name: "new", days: 1 };
  const calls = [
    admin.createSubscriber({ body: { name: "New" } }),
    // As the exchange's login, and, since that may not touch its sandbox, as staff.
    exchange.createKey({ body: { ...key, role: "exchange", scopes: ["events:read"] } }),
    exchange.createSandboxKey({ body: key }),
    exchange.getEvent({ params: { id: eventId } }),
  ];
  for (const { status, reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
    expect([status, reason.code]).toEqual(["rejected", "internal"]);
  }
  expect(await count()).toBe(before);
  await db.pool.query("grant execute on function append_audit(text[]) to redflag_api, redflag_exchange");
  await exchange.createSandboxKey({ body: key });
  expect(await count()).not.toBe(before);
  await api.close();
});

test("it does not begin with another installation key than the one that secrets rest under", async () => {
  const urls = { staff: STAFF, exchange: urlOf("redflag_exchange", url) };
  const path = join(dataDir, "installation.key");
  const kept = readFileSync(path);
  rmSync(path);
  await expect(start(urls)).rejects.toMatchObject({ code: "installation_key_invalid" });
  writeFileSync(path, kept);
  await (await start(urls)).close();
});

test("without a login that policies hold it serves no exchange at all", async () => {
  const api = await start({ staff: STAFF });
  const refused = await clientOf(api.port, "exchange")
    .getEvent({ params: { id: eventId } })
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiProblem);
  expect(refused).toMatchObject({ status: 503, code: "exchanges_unserved" });
  expect((await clientOf(api.port, "admin").listKeys()).status).toBe(200);
  await api.close();
});

test.each([
  ["the owner's", url],
  ["the staff's", STAFF],
])("%s login in place of the exchanges' is refused", async (_, other) => {
  await expect(start({ staff: STAFF, exchange: other })).rejects.toMatchObject({ code: "exchange_login_unfit" });
});
