import { ok } from "node:assert";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import pg from "pg";
import { openEmbeddedPostgres } from "./embedded-postgres.ts";
import type { QueueBackend } from "./queue-backend.ts";

/** A real server for the queue's conformance tests, and what an accident does to it. */
export interface TestStore {
  backend: QueueBackend;
  /** Jobs that the store holds in any state. */
  countJobs(queue: string): Promise<number>;
  flush(): Promise<void>;
  dropConnections(): Promise<void>;
  /** The server dies and comes back on the same address, Redis with nothing in it. */
  restart(): Promise<void>;
  /** Open to the server, but for the test's own. */
  countConnections(): Promise<number>;
  close(): Promise<void>;
}

const REDIS_SERVER = "redis-server";
const POLL_MS = 50;

/**
 * Those that this machine can run: npm has no package that brings a Redis, so that half needs one on the PATH. Where
 * TEST_REDIS is "required", as in CI, its absence is a failure.
 */
export function listTestStores(): Array<{ name: string; open: () => Promise<TestStore> }> {
  const stores = [{ name: "postgres", open: openPostgres }];
  if (spawnSync(REDIS_SERVER, ["--version"]).status === 0) stores.push({ name: "redis", open: openRedis });
  else if (process.env.TEST_REDIS === "required")
    throw new Error(`TEST_REDIS is required, and ${REDIS_SERVER} is not there`);
  else
    process.stdout.write("\nNOT RUN: the queue's conformance suite on Redis, for want of redis-server on the PATH.\n");
  return stores;
}

async function openPostgres(): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-queue-"));
  // Under mkdtemp's private directory root's server would run elsewhere, and leave its data there.
  await chmod(dataDir, 0o755);
  let server = await openEmbeddedPostgres({ dataDir });
  const pool = new pg.Pool({ connectionString: server.url, max: 1, application_name: "test" });
  pool.on("error", () => undefined);
  const schema = "bullmq";
  return {
    backend: { kind: "postgres", url: server.url, schema },
    async countJobs(queue) {
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::int as n from ${schema}.job where queue = $1`,
        [queue],
      );
      return rows[0]?.n ?? 0;
    },
    async flush() {
      const sql = `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1 and tablename <> 'migration'`;
      const { rows } = await pool.query<{ name: string }>(sql, [schema]);
      const truncate = `truncate ${rows.map((row) => row.name).join(", ")} cascade`;
      // It takes the tables in another order than a worker that is at it: one of the two is sent back.
      while (await pool.query(truncate).then(() => false, isDeadlock)) await sleep(POLL_MS);
    },
    async dropConnections() {
      await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where backend_type = 'client backend' and application_name not in ('test', 'redflag hold')`);
    },
    async restart() {
      const { rows } = await pool.query<{ text: string }>("select pg_read_file('postmaster.pid') as text");
      const [pid = "", , , port] = rows[0]?.text.split("\n") ?? [];
      // As a crash does: no session is waited for, and the log is replayed at the start.
      process.kill(Number(pid), "SIGQUIT");
      while (isRunning(Number(pid))) await sleep(POLL_MS);
      server = await openEmbeddedPostgres({ dataDir });
      ok(new URL(server.url).port === port, "it came back where it was");
    },
    async countConnections() {
      // One that is still being opened has no name: what an earlier test closed may try once more after a restart.
      const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from pg_stat_activity
        where backend_type = 'client backend' and application_name not in ('', 'test', 'redflag hold')`);
      return rows[0]?.n ?? 0;
    },
    async close() {
      await pool.end();
      await server.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function openRedis(): Promise<TestStore> {
  const port = await getFreePort();
  const options = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    tmpdir(),
  ];
  let server = spawn(REDIS_SERVER, options, { stdio: "ignore" });
  const client = new Redis({ host: "127.0.0.1", port, maxRetriesPerRequest: null });
  client.on("error", () => undefined);
  await client.ping();
  return {
    backend: { kind: "redis", url: `redis://127.0.0.1:${port}/0` },
    async countJobs(queue) {
      const keys = await client.keys(`redflag:${queue}:*`);
      return keys.filter((key) => /:\d+$/.test(key)).length;
    },
    async flush() {
      await client.flushall();
    },
    async dropConnections() {
      await client.call("client", "kill", "type", "normal", "skipme", "yes");
    },
    async restart() {
      await stopChild(server);
      server = spawn(REDIS_SERVER, options, { stdio: "ignore" });
      await client.ping();
    },
    async countConnections() {
      const list = String(await client.call("client", "list"));
      return list.trim().split("\n").length - 1;
    },
    async close() {
      client.disconnect();
      await stopChild(server);
    },
  };
}

function isDeadlock(error: unknown): true {
  if (error instanceof pg.DatabaseError && error.code === "40P01") return true;
  throw error;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function getFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
