import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demo } from "@redflag/domain/chains/demo";
import { insertBackfill, listBackfillSpans } from "@redflag/store/backfill";
import { openDatabase } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { migrate } from "@redflag/store/migrate";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { listTestStores } from "../../packages/runtime/src/queue-test-stores.ts";
import { PipelineProcess, type Role } from "../kill/pipeline-process.ts";
import { openTestDatabase } from "../test-database.ts";
import { readRows, readTruth } from "./ledger-truth.ts";
import { openOldWorld } from "./old-world.ts";

const RESTARTS = 2;
/** What a process may say of a trouble that lasts: once, and once more for each minute. */
const LINES_MAX = 1 + Math.ceil(180 / 60);

const world = await openOldWorld();
afterAll(() => world.close());
const truth = await readTruth(await openTestDatabase(), world);

/** What the trigger does from now on. */
function insertingTransfers(statement: string): string {
  return `create or replace function inserting() returns trigger language plpgsql as $$ begin ${statement}; end $$`;
}

test("a database that dies in mid-batch, and one whose disk is full, stop nothing for good and leave nothing half-written", {
  timeout: 180_000,
}, async () => {
  const postgres = listTestStores()[0];
  const store = await postgres?.open();
  if (store === undefined) throw new Error("PostgreSQL is always there");
  onTestFinished(() => store.close());
  const { url } = store.backend;
  const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
  onTestFinished(() => db.close());
  await migrate(db, join(import.meta.dirname, "../../migrations"));
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-loss-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  await insertLane(db.kysely, demo.id, world.from);
  await insertBackfill(db.kysely, demo.id, { from: world.from, to: world.to });

  // Put there before anybody works: with a table locked for it, ingest and the test would wait for each other.
  await db.pool.query(`${insertingTransfers("return new")};
    create trigger inserting before insert on transfer for each row execute function inserting()`);
  const env = { REDFLAG_DATABASE_URL: url, REDFLAG_RPC_DEMO: world.url, REDFLAG_DATA_DIR: dataDir };
  const processes = (["ingest", "screen"] satisfies Role[]).map((role) => new PipelineProcess(role, env));
  onTestFinished(async () => {
    await Promise.all(processes.map((process) => process.end("SIGKILL")));
  });
  const [ingest] = processes;
  while (ingest?.log.includes("works on a backfill") !== true) await sleep(50);

  const count = async (sql: string) => Number((await db.pool.query<{ n: string }>(sql)).rows[0]?.n);
  const countBlocks = () => count("select count(*) as n from block");
  const growth = async () => {
    const before = await countBlocks();
    while ((await countBlocks()) === before) await sleep(20);
  };
  for (let restart = 0; restart < RESTARTS; restart++) {
    await growth();
    await store.restart();
  }
  await growth();

  await db.pool.query(
    insertingTransfers(`raise exception 'could not extend file: No space left on device' using errcode = '53100'`),
  );
  while (!ingest.log.includes("database_full")) await sleep(50);
  // At one moment: what has no payment still comes in.
  const covered = "(select coalesce(sum(to_block - from_block + 1), 0) from coverage)";
  expect(await count(`select ${covered} - (select count(*) from block) as n`)).toBe(0);
  expect(await countBlocks()).toBeLessThan(truth.blocks.length);
  await db.pool.query(insertingTransfers("return new"));

  while ((await listBackfillSpans(db.kysely, demo.id)).length > 0) await sleep(200);
  while (((await findLane(db.kysely, demo.id))?.headPosition ?? 0) < world.to) await sleep(200);
  for (const process of processes) expect(await process.end("SIGTERM"), process.log).toBe(0);
  expect(await readRows(db, world.from, world.to)).toEqual(truth);
  for (const { log } of processes) {
    for (const code of ["database_unreachable", "database_full"]) {
      expect(log.split(`"code":"${code}"`).length - 1, log).toBeLessThanOrEqual(LINES_MAX);
    }
  }
});
