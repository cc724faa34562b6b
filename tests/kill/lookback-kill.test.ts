import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import type { Entry } from "@redflag/domain/entry";
import { InputCache } from "@redflag/screen/input-cache";
import { LISTED, PAYER, SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { listLookbacks } from "@redflag/store/lookback";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl } from "../test-database.ts";
import { PipelineProcess } from "./pipeline-process.ts";

const url = await createTestDatabaseUrl();
const POLL_MS = 100;

/** What a step writes, in its order: with one of them locked it stands right there, with all before it written. */
const WRITES = ["alert", "evidence", "event", "lookback"];

test("a screen process that is killed inside a lookback's step leaves nothing of it, and the next one does all of it", async () => {
  const db = await openDatabase({ url, applicationName: "kill test", poolMax: 4 });
  onTestFinished(() => db.close());
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-lookback-kill-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const importList = (...entries: Entry[]) =>
    importListVersion(db, { list: { id: "kill", title: "Kill", authority: "Test" }, entries, source: "test" });
  const screen = () => screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, demo);

  const sample = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2", from: LISTED, to: PAYER });
  await insertLane(db.kysely, demo.id, 1);
  await importList();
  await writeRange(db, demo, sample.range(1));
  await screen();
  await importList(listed(LISTED), listed(PAYER));
  await writeRange(db, demo, sample.mine().range(3));
  await upsertTip(db.kysely, demo.id, { head: sample.blockAt(3), finalizedNumber: 3 });
  await screen();

  const env = { REDFLAG_DATABASE_URL: url, REDFLAG_RPC_DEMO: "http://127.0.0.1:9", REDFLAG_DATA_DIR: dataDir };
  const start = () => {
    const process = new PipelineProcess("screen", env);
    onTestFinished(async () => {
      await process.end("SIGKILL");
    });
    return process;
  };
  const count = async () => (await db.pool.query("select count(*)::int as alerts from alert")).rows[0]?.alerts;
  for (const table of WRITES) {
    const client = await db.pool.connect();
    await client.query(`begin; lock table ${table} in share mode`);
    const victim = start();
    await until(async () => {
      const { rows } = await db.pool.query(
        "select from pg_stat_activity where application_name like $1 and wait_event_type = 'Lock'",
        [victim.sessionsLike],
      );
      return rows.length > 0;
    });
    await victim.end("SIGKILL");
    await client.query("rollback");
    client.release();
    expect([await count(), await listLookbacks(db.kysely, 9)]).toMatchObject([0, [{ doneCount: 0 }]]);
  }

  const last = start();
  await until(async () => (await listLookbacks(db.kysely, 9)).every(({ finishedAt }) => finishedAt !== undefined));
  expect(await last.end("SIGTERM"), last.log).toBe(0);
  expect(await listLookbacks(db.kysely, 9)).toMatchObject([{ entryCount: 2, doneCount: 2, alertCount: 2 }]);
  const { rows } = await db.pool.query(
    `select heuristic, state, evidence_count as payments, (select count(*)::int from event where alert_id = alert.id) as events
     from alert`,
  );
  expect(rows).toEqual(Array(2).fill({ heuristic: "lookback-hit", state: "final", payments: 2, events: 2 }));
});

function listed(address: Address): Entry {
  const said = { category: "sanctions", severity: "HIGH", authority: "Test", confidence: 100 } as const;
  return { address, family: "eip155", ...said, sharing: "TLP:CLEAR" };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(POLL_MS);
}
