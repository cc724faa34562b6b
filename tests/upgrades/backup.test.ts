import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkWhole } from "@redflag/cli/verify/check-whole";
import { demo } from "@redflag/domain/chains/demo";
import { backUpEmbedded, restoreEmbedded } from "@redflag/runtime/embedded-backup";
import { openEmbeddedPostgres } from "@redflag/runtime/embedded-postgres";
import { InputCache } from "@redflag/screen/input-cache";
import { LISTED, SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { streamAlerts } from "@redflag/store/alert-read";
import { type Database, openDatabase } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { sampleEntry } from "@redflag/store/list.samples";
import { migrate } from "@redflag/store/migrate";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, onTestFinished, test } from "vitest";

const BLOCKS_BEFORE = 5;
const BLOCKS_AFTER = 5;

test("a copy taken while everything works is whole, refuses what is not, and catches up with the chain", async () => {
  const root = await mkdtemp(join(tmpdir(), "redflag-backup-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const place = (name: string) => join(root, name);
  const source = await openAt(place("source"));
  await migrate(source, join(import.meta.dirname, "../../migrations"));
  const entry = sampleEntry("a", { address: LISTED, category: "terrorist_financing", severity: "SEVERE" });
  const list = { id: "orders", title: "Orders", authority: "Authority" };
  await importListVersion(source, { list, entries: [entry], source: "test" });
  await insertLane(source.kysely, demo.id, 1);

  const sample = new SampleChain();
  const follow = async (db: Database, block: number) => {
    await writeRange(db, demo, sample.range(block, block));
    await upsertTip(db.kysely, demo.id, { head: sample.blockAt(block), finalizedNumber: block });
    await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, demo);
  };
  const grow = async () => {
    sample.mine({ tx: `p${sample.head}`, from: LISTED });
    await follow(source, sample.head);
  };
  for (let block = 0; block < BLOCKS_BEFORE; block++) await grow();

  let isCopied = false;
  const copying = backUpEmbedded(place("source"), place("copy")).finally(() => {
    isCopied = true;
  });
  while (!isCopied) {
    await grow();
    await sleep(1);
  }
  await copying;
  for (let block = 0; block < BLOCKS_AFTER; block++) await grow();

  await expect(backUpEmbedded(place("source"), place("copy"))).rejects.toMatchObject({ code: "backup_refused" });
  await expect(restoreEmbedded(place("source"), place("other"))).rejects.toMatchObject({ code: "backup_refused" });
  await expect(restoreEmbedded(place("copy"), place("source"))).rejects.toMatchObject({ code: "backup_refused" });

  await restoreEmbedded(place("copy"), place("restored"));
  const restored = await openAt(place("restored"));
  const lane = await findLane(restored.kysely, demo.id);
  expect(lane?.headPosition).toBeGreaterThanOrEqual(BLOCKS_BEFORE);
  expect(lane?.headPosition).toBeLessThanOrEqual(sample.head - BLOCKS_AFTER);
  expect(await wrongIn(restored)).toEqual([]);

  const done = Math.min(lane?.headPosition ?? 0, lane?.finalPosition ?? 0, lane?.depthPosition ?? 0);
  for (let block = done + 1; block <= sample.head; block++) await follow(restored, block);
  expect(await alertsOf(restored)).toEqual(await alertsOf(source));
  // As the blocks came then, so they come again: an event that was told twice would be there under two ids.
  expect((await eventsOf(restored)).sort()).toEqual((await eventsOf(source)).sort());
  await restored.pool.query("delete from coverage where from_block = 2");
  expect(await wrongIn(restored)).toEqual(["lane demo"]);

  await appendFile(place("copy/data/PG_VERSION"), "0");
  await expect(restoreEmbedded(place("copy"), place("spoilt"))).rejects.toMatchObject({
    code: "backup_refused",
    message: expect.stringContaining("PG_VERSION is not what was copied then"),
  });
});

async function openAt(dataDir: string): Promise<Database> {
  const server = await openEmbeddedPostgres({ dataDir });
  const db = await openDatabase({ url: server.url, applicationName: "test", poolMax: 4 });
  onTestFinished(async () => {
    await db.close();
    await server.release();
  });
  return db;
}

async function wrongIn(db: Database): Promise<string[]> {
  const checks = await checkWhole(db.kysely);
  return checks.flatMap(({ name, status }) => (status === "wrong" ? [name] : []));
}

async function alertsOf(db: Database): Promise<unknown[]> {
  const alerts: unknown[] = [];
  for await (const { alert, evidence } of streamAlerts(db.kysely, { chainId: demo.id, withdrawn: true })) {
    alerts.push({ id: alert.id, revision: alert.revision, payments: evidence.length });
  }
  return alerts;
}

async function eventsOf(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>("select encode(id, 'hex') as id from event");
  return rows.map(({ id }) => id);
}
