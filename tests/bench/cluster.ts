import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openEmbeddedPostgres } from "@redflag/runtime/embedded-postgres";
import pg from "pg";
import { readTreeCpuSeconds } from "./postgres-cpu.ts";

const SESSION_POLL_MS = 20;

/** The embedded PostgreSQL as Redflag runs it, on a new data directory: durable, each contender in a database of its own. */
export interface Cluster {
  createDatabase(name: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** Writes out what is dirty, so that nobody inherits it. */
  checkpoint(): Promise<void>;
  /** Of the whole server since it began, once the sessions in this database have ended. */
  readCpuSeconds(databaseName: string): Promise<number>;
  /** The same while sessions are open. */
  readOpenCpuSeconds(): number;
  /** Of its first process. */
  serverPid: number;
  release(): Promise<void>;
}

/** @param options.autovacuum as in operation; off unless told: it would begin anywhere, and its work is not the contender's */
export async function openCluster({ autovacuum = false } = {}): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-bench-"));
  // As root, the server runs as somebody else, who must get through.
  await chmod(dataDir, 0o755);
  const server = await openEmbeddedPostgres({ dataDir });
  const client = new pg.Client(server.url);
  await client.connect();
  if (!autovacuum) {
    await client.query("alter system set autovacuum = off");
    await client.query("select pg_reload_conf()");
  }
  const { rows } = await client.query<{ text: string }>("select pg_read_file('postmaster.pid') as text");
  const pid = Number(rows[0]?.text.split("\n")[0]);

  return {
    async createDatabase(name) {
      await client.query(`create database ${name}`);
      const url = new URL(server.url);
      url.pathname = name;
      return url.href;
    },
    async dropDatabase(name) {
      await client.query(`drop database ${name} with (force)`);
    },
    async checkpoint() {
      await client.query("checkpoint");
    },
    async readCpuSeconds(databaseName) {
      while (await hasSessions(client, databaseName)) await sleep(SESSION_POLL_MS);
      return readTreeCpuSeconds(pid);
    },
    readOpenCpuSeconds: () => readTreeCpuSeconds(pid),
    serverPid: pid,
    async release() {
      await client.end();
      await server.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function hasSessions(client: pg.Client, databaseName: string): Promise<boolean> {
  const sql = "select 1 from pg_stat_activity where datname = $1 limit 1";
  const { rows } = await client.query(sql, [databaseName]);
  return rows.length > 0;
}
