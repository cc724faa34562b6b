import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@redflag/store/database";
import { expect, onTestFinished, test } from "vitest";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { createTestDatabaseUrl } from "../test-database.ts";

const SERVICES = ["ingest", "screen", "refresh", "notify", "api"] as const;
const NEWER = [
  "Database was migrated by a newer Redflag",
  "it has migration 9999_later; this Redflag knows ",
  "Run that newer version, or point REDFLAG_DATABASE_URL at another database. Nothing was changed.",
];
const LATER = "insert into migration (number, name, checksum) values (9999, '9999_later', '\\x00')";

const url = await createTestDatabaseUrl();
const dataDir = await mkdtemp(join(tmpdir(), "redflag-refused-"));

interface Running {
  process: ChildProcess;
  /** Standard output and error so far. */
  said: () => string;
  ended: Promise<number | null>;
}

function run(file: string, ...args: string[]): Running {
  const env = { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, REDFLAG_DATABASE_URL: url, REDFLAG_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...env, REDFLAG_RPC_DEMO: "http://127.0.0.1:9" },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  onTestFinished(() => void child.kill("SIGKILL"));
  return { process: child, said: () => text, ended: once(child, "close").then(([code]) => code as number | null) };
}

test("an older program ends where a newer one has changed the tables: started, or while it runs", async () => {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
  onTestFinished(async () => {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const runsAlready = run(BUILT.screen);
  while (!runsAlready.said().includes("screen runs")) {
    expect(runsAlready.process.exitCode, runsAlready.said()).toBeNull();
    await sleep(50);
  }

  // Its worker hears of jobs: nothing of it is still being opened, which would end it with other words.
  const listens =
    "select from pg_stat_activity where datname = current_database() and application_name = 'screen-lane'";
  while ((await db.pool.query(listens)).rows.length === 0) await sleep(50);

  await db.pool.query(LATER);
  // As when the server is started again in the middle of an update.
  await db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  const started = [...SERVICES.map((service) => run(BUILT[service])), run(BUILT.redflag, "start")];
  for (const { ended, said } of started) {
    expect(await ended, said()).toBe(1);
    for (const part of NEWER) expect(said()).toContain(part);
  }
  expect(await runsAlready.ended, runsAlready.said()).toBe(1);
  expect(runsAlready.said()).toContain(NEWER[0]);
});
