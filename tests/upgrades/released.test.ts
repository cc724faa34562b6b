import { ok } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuditFold } from "@redflag/domain/audit-fold";
import { demo } from "@redflag/domain/chains/demo";
import { decodeProfile } from "@redflag/domain/profile-codec";
import { createExplainer } from "@redflag/screen/explain";
import { InputCache } from "@redflag/screen/input-cache";
import { rebuildLane } from "@redflag/screen/rebuild";
import { streamAlerts } from "@redflag/store/alert-read";
import { listAuditCheckpointsFrom } from "@redflag/store/audit-checkpoint";
import { streamAudit } from "@redflag/store/audit-read";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { type Database, openDatabase } from "@redflag/store/database";
import { listLanes } from "@redflag/store/lane";
import { migrate } from "@redflag/store/migrate";
import { dumpSchema } from "@redflag/store/schema-dump";
import { describe, expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl, openTestDatabase } from "../test-database.ts";
import { loadReleased, readReleased } from "./released-dump.ts";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
const RELEASED = join(import.meta.dirname, "released");
const today = await openTestDatabase();

describe.each(readdirSync(RELEASED).map((file) => file.replace(".json.gz", "")))("a database of %s", (version) => {
  test("comes to today's schema, and the program works on what is in it", async () => {
    const { db, dump } = await openAsReleased(version);
    const counts = new Map(dump.tables.map(({ name, rows }) => [name, rows.split("\n").length - 1]));
    await migrate(db, MIGRATIONS);
    expect(await dumpSchema(db.kysely)).toBe(await dumpSchema(today.kysely));

    const explain = createExplainer();
    let alertCount = 0;
    for await (const { alert } of streamAlerts(db.kysely, { chainId: demo.id, withdrawn: true })) {
      expect(JSON.stringify(await explain.alert(db.kysely, demo, alert, {}))).toContain(alert.id);
      alertCount++;
    }
    expect(alertCount).toBe(counts.get("alert"));
    await verifyAudit(db, counts.get("audit_entry") ?? 0);

    const [lane] = await listLanes(db.kysely);
    ok(lane, "the demo has a lane");
    expect(lane.headPosition).toBeGreaterThan(lane.startBlock);
    expect(await listMissingRanges(db.kysely, demo.id, lane.startBlock, lane.headPosition)).toEqual([]);
    const { rows: profiles } = await db.pool.query<{ state: Buffer }>("select state from profile");
    expect(profiles.length).toBe(counts.get("profile"));
    for (const { state } of profiles) expect(decodeProfile(state).inCount).toBeGreaterThanOrEqual(0);

    const rebuilt = await rebuildLane(db, new InputCache(), demo);
    expect(rebuilt).toMatchObject({ alerts: rebuilt.identical, repaired: [] });
    expect(rebuilt.identical).toBeGreaterThan(0);
  });
});

test("the version that package.json names was kept, or is not released yet", async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  const versions = readdirSync(RELEASED);
  expect(versions).toContain(`${version}.json.gz`);
});

/** Its rows on the tables of its migrations, whose checksums among them say that nobody changed those since. */
async function openAsReleased(version: string) {
  const dump = readReleased(readFileSync(join(RELEASED, `${version}.json.gz`)));
  expect(dump.version).toBe(version);
  const url = await createTestDatabaseUrl("template0");
  const db = await openDatabase({ url, applicationName: "test", poolMax: 4 });
  onTestFinished(() => db.close());
  const directory = await mkdtemp(join(tmpdir(), "redflag-released-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const files = (await readdir(MIGRATIONS)).filter((name) => Number(name.slice(0, 4)) <= dump.migration);
  await Promise.all(files.map((name) => cp(join(MIGRATIONS, name), join(directory, name))));
  await migrate(db, directory);
  await loadReleased(url, dump);
  return { db, dump };
}

async function verifyAudit(db: Database, rowCount: number): Promise<void> {
  const { rows } = await db.pool.query<{ id: string }>("select id from audit_chain");
  const fold = new AuditFold({ database: rows[0]?.id ?? "", firstSeq: 1, checkpoints: [] });
  for (const checkpoint of await listAuditCheckpointsFrom(db.kysely, 1)) fold.addCheckpoint(checkpoint);
  let lastSeq = 0;
  for await (const { columnsFit, ...row } of streamAudit(db.kysely, 1)) {
    fold.addRow(row, columnsFit);
    lastSeq = row.seq;
  }
  expect(lastSeq).toBe(rowCount);
  expect(fold.end(lastSeq).fault).toBeUndefined();
}
