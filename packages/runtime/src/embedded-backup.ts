import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Problem } from "@redflag/domain/problem";
import pg from "pg";
import { z } from "zod";
import { openEmbeddedPostgres } from "./embedded-postgres.ts";
import { copyHashed, type HashedFile, listFiles } from "./hashed-copy.ts";
import { clusterPaths, getHome } from "./postgres/home.ts";
import { placeCluster } from "./postgres/place-cluster.ts";

const Manifest = z.strictObject({
  format: z.literal(1),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});
type Manifest = z.infer<typeof Manifest>;

const MANIFEST = "redflag-backup.json";
/** What the server makes anew at its start; of these only the folder is copied: a slot without its state keeps it from starting. */
const EMPTIED = [
  "pg_wal",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
];
const LEFT_OUT = /^(?:postmaster\.(?:pid|opts).*|backup_label.*|pg_internal\.init.*)$|^pgsql_tmp/;

/**
 * Copies the embedded database, whole and as of the moment at which it ends, while everybody goes on working on it: the files
 * as they are, and the log that makes them fit each other.
 * @param to a folder that is not there yet; it is there when the backup is whole
 * @throws Problem `backup_refused`, `embedded_database_failed`
 */
export async function backUpEmbedded(dataDir: string, to: string): Promise<{ manifest: Manifest; bytes: number }> {
  const target = resolve(to);
  if (await isThere(target)) throw new Problem("backup_refused", `${target} is there already`);
  const server = await openEmbeddedPostgres({ dataDir });
  try {
    await mkdir(dirname(target), { recursive: true });
    const unfinished = await mkdtemp(`${target}.unfinished-`);
    try {
      const manifest = await copyCluster(server.url, dataDir, unfinished);
      await writeFile(join(unfinished, MANIFEST), JSON.stringify(manifest), { flush: true });
      await rename(unfinished, target);
      return { manifest, bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0) };
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  } finally {
    await server.release();
  }
}

async function copyCluster(url: string, dataDir: string, to: string): Promise<Manifest> {
  const paths = clusterPaths((await getHome(dataDir)).directory);
  const session = new pg.Client({ connectionString: url, application_name: "redflag backup" });
  await session.connect();
  try {
    const startedAt = new Date().toISOString();
    // Keeps the log from here on; gone with the session.
    await session.query("select pg_create_physical_replication_slot($1, true, true)", [
      `redflag_backup_${randomUUID().replaceAll("-", "")}`,
    ]);
    await session.query("select pg_backup_start('redflag', fast => true)");
    const files: HashedFile[] = [await copyHashed(dirname(paths.password), "password", to)];
    for (const entry of await listFiles(paths.data)) {
      const [top = ""] = entry.path.split("/");
      if (LEFT_OUT.test(basename(entry.path))) continue;
      if (EMPTIED.includes(top) && entry.path !== top) continue;
      if (entry.isDirectory) await mkdir(join(to, "data", entry.path), { recursive: true });
      else {
        // A table that was dropped meanwhile is gone: the log says so, too.
        const copied = await copyHashed(dirname(paths.data), `data/${entry.path}`, to).catch(unlessGone);
        if (copied !== undefined) files.push(copied);
      }
    }
    const { rows } = await session.query<{ labelfile: string; last: string }>(
      "select labelfile, pg_walfile_name(lsn) as last from pg_backup_stop(wait_for_archive => false)",
    );
    const [stop] = rows;
    const first = /\(file ([0-9A-F]{24})\)/.exec(stop?.labelfile ?? "")?.[1];
    if (stop === undefined || first === undefined)
      throw new Problem("backup_refused", "the server did not say what belongs to it");
    for (const { path } of await listFiles(join(paths.data, "pg_wal"))) {
      if (!/^[0-9A-F]{24}$/.test(path) || path < first || path > stop.last) continue;
      files.push(await copyHashed(dirname(paths.data), `data/pg_wal/${path}`, to));
    }
    await writeFile(join(to, "data/backup_label"), stop.labelfile, { flush: true });
    files.push(await copyHashed(to, "data/backup_label"));
    return { format: 1, startedAt, endedAt: new Date().toISOString(), files };
  } finally {
    await session.end();
  }
}

/**
 * Puts a backup where the data directory has no database yet. Every file is held against what was copied then.
 * @throws Problem `backup_refused`, `embedded_database_failed`
 */
export async function restoreEmbedded(from: string, dataDir: string): Promise<Manifest> {
  const manifest = await readManifest(from);
  const home = await getHome(dataDir);
  if (await isThere(home.directory)) throw new Problem("backup_refused", `${home.directory} has a database already`);
  await placeCluster(home, async (unfinished) => {
    for (const entry of await listFiles(from)) {
      if (entry.isDirectory) await mkdir(join(unfinished, entry.path), { recursive: true, mode: 0o700 });
    }
    for (const file of manifest.files) {
      const copied = await copyHashed(from, file.path, unfinished).catch(unlessGone);
      if (copied?.sha256 !== file.sha256) {
        throw new Problem(
          "backup_refused",
          `${join(from, file.path)} is ${copied === undefined ? "missing" : "not what was copied then"}`,
        );
      }
    }
  });
  return manifest;
}

async function readManifest(from: string): Promise<Manifest> {
  const path = join(from, MANIFEST);
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined)
    throw new Problem("backup_refused", `${path} is missing: it is no backup, or one that was cut off`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    manifest = undefined;
  }
  const parsed = Manifest.safeParse(manifest);
  if (parsed.success && parsed.data.files.every(({ path: file }) => !file.split("/").includes("..")))
    return parsed.data;
  throw new Problem("backup_refused", `${path} is not one that this Redflag wrote`);
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
