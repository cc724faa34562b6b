import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import pg from "pg";
import { loadReleased, type ReleasedDump } from "../released-dump.ts";
import { fillTables, loadOlder } from "./fill.ts";
import { type Waits, WaitWatch } from "./watch-waits.ts";

export interface CheckedMigration extends Waits {
  name: string;
  tookMs: number;
}

export interface MigrationCheck {
  /** Rows of each large table before the first migration. */
  rows: Map<string, number>;
  /** Tables of the dump that the earlier schema does not take, and why: they were empty. */
  unfit: string[];
  migrations: CheckedMigration[];
}

export interface CheckOptions {
  /** An empty database. */
  url: string;
  /** Of the newest program's migrations. */
  directory: string;
  dump: ReleasedDump;
  /** Fill and watch from the schema after this migration on; the dump's own, or an earlier one. */
  from: number;
  rowCount: number;
}

/** Fills a database as it was after one migration and applies those after it, one by one, while others read and write. */
export async function checkMigrations({ url, directory, dump, from, rowCount }: CheckOptions): Promise<MigrationCheck> {
  const files = (await readdir(directory)).sort();
  const known = await mkdtemp(join(tmpdir(), "redflag-migrate-check-"));
  const db = await openDatabase({ url, applicationName: "redflag migrate-check", poolMax: 1 });
  try {
    const migrateTo = async (count: number) => {
      await Promise.all(files.slice(0, count).map((file) => cp(join(directory, file), join(known, file))));
      await migrate(db, known);
    };
    await migrateTo(from);
    if (from === dump.migration) await loadReleased(url, dump);
    const { rows, unfit } = await fill(url, from === dump.migration ? undefined : dump, rowCount);

    const { rows: own } = await db.pool.query<{ pid: number }>("select pg_backend_pid() as pid");
    const watch = await WaitWatch.open(url, [...rows.keys()], own[0]?.pid ?? 0);
    const migrations: CheckedMigration[] = [];
    try {
      for (const [index, file] of files.entries()) {
        if (index < from) continue;
        await watch.take();
        const begin = performance.now();
        await migrateTo(index + 1);
        const tookMs = performance.now() - begin;
        migrations.push({ name: file.slice(0, -".sql".length), tookMs, ...(await watch.take()) });
      }
    } finally {
      await watch.close();
    }
    return { rows, unfit, migrations };
  } finally {
    await db.close();
    await rm(known, { recursive: true });
  }
}

/** @param older what is to be fitted in first */
async function fill(url: string, older: ReleasedDump | undefined, rowCount: number) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const unfit = older === undefined ? [] : await loadOlder(client, older);
    return { unfit, rows: await fillTables(client, rowCount) };
  } finally {
    await client.end();
  }
}
