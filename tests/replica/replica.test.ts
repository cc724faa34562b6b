import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApi } from "@redflag/api/start-api";
import { Browser } from "@redflag/api/testing/browser";
import { PASSWORD, PASSWORD_HASH } from "@redflag/api/testing/known-password";
import { demo } from "@redflag/domain/chains/demo";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { loadConfig } from "@redflag/runtime/config";
import { openEmbeddedPostgres } from "@redflag/runtime/embedded-postgres";
import { createLogger } from "@redflag/runtime/logger";
import { createExplainer } from "@redflag/screen/explain";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { migrate } from "@redflag/store/migrate";
import { insertUser } from "@redflag/store/user";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openStandby, type Standby } from "./standby.ts";

const ROOT = join(import.meta.dirname, "../..");
const WAIT = { timeout: 120_000, interval: 200 };
const COVERAGE = "/v1/coverage";

const dataDir = mkdtempSync(join(tmpdir(), "redflag-replica-"));
chmodSync(dataDir, 0o755);
const primary = await openEmbeddedPostgres({ dataDir });
const db = await openDatabase({ url: primary.url, applicationName: "test", poolMax: 2 });
let standby: Standby;
let browser: Browser;

beforeAll(async () => {
  await migrate(db, join(ROOT, "migrations"));
  await db.pool.query("alter role redflag_api login password 'api'");
  await insertLane(db.kysely, demo.id, 1);
  standby = await openStandby(primary.url);
  const file = join(dataDir, "read.url");
  writeFileSync(file, asApi(standby.url), { mode: 0o600 });
  const email = "ops@fiu.example";
  await db.kysely
    .transaction()
    .execute((tx) =>
      insertUser(tx, { id: randomUUID(), email, name: "Ops", roles: ["ops", "analyst"], passwordHash: PASSWORD_HASH }),
    );
  const api = await startApi({
    config: loadConfig({ REDFLAG_DATA_DIR: dataDir, REDFLAG_READ_DATABASE_URL_FILE: file }),
    urls: { staff: asApi(primary.url) },
    migrationsDir: join(ROOT, "migrations"),
    reportProfilesDir: join(ROOT, "report-profiles"),
    explainer: createExplainer(),
    logger: createLogger({ service: "replica", level: "silent" }),
    port: 0,
  });
  afterAll(() => api.close());
  const url = `http://127.0.0.1:${api.port}`;
  browser = new Browser(new URL(url), url);
  // The primary's: a session that was just made is known at once.
  expect(await browser.signIn(email, PASSWORD)).toMatchObject({ status: 200 });
});
afterAll(async () => {
  await db.close();
  await standby?.stop();
  await primary.release();
  rmSync(dataDir, { recursive: true, force: true });
});

function asApi(url: string): string {
  const login = new URL(url);
  [login.username, login.password] = ["redflag_api", "api"];
  return login.href;
}

/** Undefined where the primary answered. */
async function asOf(path: string): Promise<string | undefined> {
  const reply = await browser.send("GET", path);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.headers.get("redflag-as-of") ?? undefined;
}

test("what may be a little old comes from the replica and says as of when; all else from the primary", async () => {
  const before = Date.now();
  const told = await vi.waitFor(async () => {
    const moment = await asOf(COVERAGE);
    expect(moment).toBeDefined();
    return Date.parse(moment ?? "");
  }, WAIT);
  expect(told).toBeLessThanOrEqual(Date.now());
  expect(told).toBeGreaterThan(before - 60_000);
  const address = `0x${"11".repeat(20)}`;
  for (const path of [
    `/v1/addresses/${address}?chain=demo`,
    "/v1/chains/demo/disagreements",
    "/v1/heuristics/precision",
  ]) {
    expect(await asOf(path), path).toBeDefined();
  }
  for (const path of ["/v1/session", "/v1/alerts", "/v1/cases", "/v1/lanes"]) {
    expect(await asOf(path), path).toBeUndefined();
  }
  const { rows } = await db.pool.query("select application_name from pg_stat_replication where state = 'streaming'");
  expect(rows).toHaveLength(1);
});

test("a replica that falls behind is not asked, health says so, and it is asked again once it has caught up", async () => {
  await standby.pause();
  await insertLane(db.kysely, ethereum.id, 1);
  await vi.waitFor(async () => expect(await asOf(COVERAGE)).toBeUndefined(), WAIT);
  const ready = await browser.send("GET", "/readyz");
  expect(ready).toMatchObject({ status: 200, body: { status: "ready", readReplica: "it is more than 10 s behind" } });
  await standby.resume();
  await vi.waitFor(async () => expect(await asOf(COVERAGE)).toBeDefined(), WAIT);
  expect((await browser.send("GET", "/readyz")).body).toEqual({ status: "ready" });
});

test("a replica that is lost costs no answer", async () => {
  await standby.stop();
  expect(await asOf(COVERAGE)).toBeUndefined();
  const ready = await browser.send("GET", "/readyz");
  expect(ready).toMatchObject({ status: 200, body: { status: "ready", readReplica: expect.any(String) } });
});
