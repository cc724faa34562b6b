import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demo } from "@redflag/domain/chains/demo";
import { insertBackfill, listBackfillSpans } from "@redflag/store/backfill";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { migrate } from "@redflag/store/migrate";
import { listUnindexedPartitions } from "@redflag/store/partition-index";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { listTestStores } from "../../packages/runtime/src/queue-test-stores.ts";
import { freezeInsideTransaction } from "../kill/open-transaction.ts";
import { PipelineProcess } from "../kill/pipeline-process.ts";
import { createTestDatabaseUrl, openTestDatabase } from "../test-database.ts";
import { readRows, readTruth } from "./ledger-truth.ts";
import { openOldWorld } from "./old-world.ts";

const PROCESSES = 3;
const KILLS = 8;
/** As docs/guides/run-workers.md adds them up, while a backfill runs: the product's pool, and the queue's connections. */
const DATABASE_CONNECTIONS_MAX = 10;
const QUEUE_CONNECTIONS_MAX = { postgres: 20, redis: 10 };

const world = await openOldWorld();
afterAll(() => world.close());
const truth = await readTruth(await openTestDatabase(), world);

describe.each(listTestStores())("workers that share a backfill through $name", ({ open }) => {
  test("are killed, their queue is flushed and its server dies: nothing is lost and nothing doubled", {
    timeout: 180_000,
  }, async () => {
    const store = await open();
    onTestFinished(() => store.close());
    // Without a Redis the queue lives in the product's own database, which then dies with it.
    const url = store.backend.kind === "postgres" ? store.backend.url : await createTestDatabaseUrl();
    const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
    onTestFinished(() => db.close());
    await migrate(db, join(import.meta.dirname, "../../migrations"));
    const dataDir = await mkdtemp(join(tmpdir(), "redflag-backfill-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const redis = store.backend.kind === "redis" ? { REDFLAG_REDIS_URL: store.backend.url } : {};
    const env = { REDFLAG_DATABASE_URL: url, REDFLAG_RPC_DEMO: world.url, REDFLAG_DATA_DIR: dataDir, ...redis };

    await insertLane(db.kysely, demo.id, world.to + 1);
    const middle = Math.floor((world.from + world.to) / 2);
    await insertBackfill(db.kysely, demo.id, { from: world.from, to: middle + 300 });
    await insertBackfill(db.kysely, demo.id, { from: middle, to: world.to });

    const processes = Array.from({ length: PROCESSES }, () => new PipelineProcess("ingest", env));
    onTestFinished(async () => {
      await Promise.all(processes.map((process) => process.end("SIGKILL")));
    });
    let inside = 0;
    let connectionsMax = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const slot = kill % PROCESSES;
      const victim = processes[slot];
      if (victim === undefined) throw new Error("no such slot");
      await victim.ready;
      const before = await countMissing(db);
      while ((await countMissing(db)) === before && before > 0) await sleep(100);
      connectionsMax = Math.max(connectionsMax, await countConnections(db, victim.sessionsLike));
      const { kind } = store.backend;
      const connections = QUEUE_CONNECTIONS_MAX[kind] + (kind === "postgres" ? DATABASE_CONNECTIONS_MAX : 0);
      expect(await store.countConnections()).toBeLessThanOrEqual(PROCESSES * connections);
      if (kill === 2) await store.flush();
      if (kill === 5) {
        // One that only starts finds nobody, says so and ends; these must live through it.
        while (!processes.every(({ log }) => log.includes("works on a backfill"))) await sleep(50);
        await store.restart();
      }
      if (await freezeInsideTransaction(db, victim, 20)) inside++;
      expect(await victim.end("SIGKILL"), victim.log).toBeNull();
      processes[slot] = new PipelineProcess("ingest", env);
    }
    expect(await countMissing(db), "blocks that were left when the killing ended").toBeGreaterThan(0);
    while ((await listBackfillSpans(db.kysely, demo.id)).length > 0) await sleep(200);
    for (const process of processes) {
      await process.ready;
      expect(await process.end("SIGTERM"), process.log).toBe(0);
    }

    const found = await readRows(db, world.from, world.to);
    expect(found.covered).toEqual(truth.covered);
    expect(found).toEqual(truth);
    expect(truth.transfers).toHaveLength(40 * 8);
    expect(await listUnindexedPartitions(db.kysely, demo.id)).toEqual([]);
    expect(connectionsMax).toBeGreaterThan(0);
    expect(connectionsMax).toBeLessThanOrEqual(DATABASE_CONNECTIONS_MAX);
    process.stdout.write(
      `${store.backend.kind}: ${KILLS} kills, ${inside} inside a transaction; ${found.covered.length} blocks, ` +
        `${found.transfers.length} transfers, 0 lost, 0 doubled\n`,
    );
  });
});

async function countMissing(db: Database): Promise<number> {
  const gaps = await listMissingRanges(db.kysely, demo.id, world.from, world.to);
  return gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

async function countConnections(db: Database, sessionsLike: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where application_name like $1 and datname = current_database()",
    [sessionsLike],
  );
  return rows[0]?.n ?? 0;
}
