import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { demo } from "@redflag/domain/chains/demo";
import { listBackfillSpans } from "@redflag/store/backfill";
import { openDatabase } from "@redflag/store/database";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { PipelineProcess } from "../kill/pipeline-process.ts";
import { createTestDatabaseUrl, openTestDatabase } from "../test-database.ts";
import { readRows, readTruth } from "./ledger-truth.ts";
import { openOldWorld } from "./old-world.ts";

const world = await openOldWorld();
const dataDir = mkdtempSync(join(tmpdir(), "redflag-cut-"));
afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});
const url = await createTestDatabaseUrl();
const env = { REDFLAG_DATABASE_URL: url, REDFLAG_RPC_DEMO: world.url, REDFLAG_DATA_DIR: dataDir };

function backfill(...args: string[]) {
  const child = spawn(process.execPath, [BUILT.redflag, "backfill", "--chain", "demo", ...args], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = Promise.all([once(child, "exit"), output]).then(([[code], [stdout, stderr]]) => ({
    code: code as number | null,
    stdout,
    stderr,
  }));
  return { child, ended };
}

test("a command that is cut short goes on where it stopped, by itself or by any ingest process", {
  timeout: 180_000,
}, async () => {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
  onTestFinished(() => db.close());
  const countBlocks = async () => Number((await db.pool.query("select count(*) as n from block")).rows[0]?.n);
  const growth = async () => {
    const before = await countBlocks();
    while ((await countBlocks()) <= before + 100) await sleep(20);
  };
  const range = ["--from", `${world.from}`, "--to", `${world.to}`];
  const whole = world.to - world.from + 1;

  const first = backfill(...range);
  await growth();
  first.child.kill("SIGINT");
  const stopped = await first.ended;
  expect([stopped.code, stopped.stdout]).toEqual([130, ""]);
  expect(stopped.stderr).toContain("stopped; what was read stays. Go on: redflag backfill --chain demo");

  const second = backfill(...range);
  await growth();
  second.child.kill("SIGKILL");
  expect((await second.ended).code).toBeNull();
  const read = await countBlocks();
  expect(read).toBeLessThan(whole);

  // Nobody asks again: the row is enough.
  const worker = new PipelineProcess("ingest", env);
  onTestFinished(async () => {
    await worker.end("SIGKILL");
  });
  await growth();
  expect(await worker.end("SIGTERM"), worker.log).toBe(0);

  const { code, stdout, stderr } = await backfill("--json").ended;
  // Where nobody looks on, a run of more than ten seconds says so in lines.
  expect(stderr.split("\n").filter((line) => !/^(?:backfilling: .* to go)?$/.test(line))).toEqual([]);
  expect(code).toBe(0);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ blocks: whole, spans: [{ from: world.from, to: world.to, unchecked: [] }] });
  expect(result.read).toBeLessThan(whole - read);
  expect(await listBackfillSpans(db.kysely, demo.id)).toEqual([]);
  expect(await readRows(db, world.from, world.to)).toEqual(await readTruth(await openTestDatabase(), world));
});
