import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { SERVICE_ROLES } from "@redflag/store/service-role";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { findFreePort } from "./free-port.ts";
import { locatePostgresBinaries } from "./postgres-binaries.ts";
import { unprivilegedUser } from "./unprivileged-user.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server's `postgres` database; `createTestDatabaseUrl` makes an empty migrated one beside it. */
    postgresUrl: string;
  }
}

/** Name of the migrated database that each test file's own one is copied from. */
export const TEMPLATE_DATABASE = "redflag_template";

/** Of Linux. */
const MEMORY = "/dev/shm";
/** A whole run holds 0.7 GB at once; its processes want memory, too. */
const MEMORY_BYTES_MIN = 8 * 2 ** 30;

/** vitest's global setup: one PostgreSQL on a free port for the whole run, gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const user = unprivilegedUser();
  const directory = await mkdtemp(join(await placeOfData(), "redflag-postgres-"));
  if (user !== undefined) chownSync(directory, user.uid, user.gid);
  const binaries = await locatePostgresBinaries(directory);
  const data = join(directory, "data");
  await run(
    binaries.initdb,
    ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"],
    user,
  );

  const port = await findFreePort();
  // A test kills processes, never the machine or this server: what only helps after that is left out.
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    fsync: "off",
    full_page_writes: "off",
    // The kernel copies what each database begins with: a quarter of the time of reading and writing it.
    file_copy_method: "clone",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // The shell stops the server and clears up when its own input ends: also when this process is killed.
  const script = '"$0" "$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf "$PWD/data"';
  const server = spawn("/bin/sh", ["-c", script, binaries.postgres, "-D", data, ...flags], {
    stdio: ["pipe", "ignore", "pipe"],
    cwd: directory,
    ...user,
  });
  let log = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-10_000);
  });

  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  try {
    await waitUntilReady(url);
    await createTemplate(url);
  } catch (error) {
    await stop();
    throw new Error(`The tests' PostgreSQL did not start:\n${log}`, { cause: error });
  }
  project.provide("postgresUrl", url);
  return stop;

  async function stop(): Promise<void> {
    const exited = once(server, "exit");
    server.stdin.end();
    await exited;
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * Memory where the machine lends enough of it: hundreds of databases are made and dropped, and a file system that is made for
 * disks takes a seventh of PostgreSQL's processor time for it.
 */
async function placeOfData(): Promise<string> {
  const room = await statfs(MEMORY).catch(() => undefined);
  const isRoomy = room !== undefined && Math.min(room.bavail * room.bsize, freemem()) >= MEMORY_BYTES_MIN;
  return isRoomy ? MEMORY : tmpdir();
}

async function createTemplate(url: string): Promise<void> {
  await execute(url, `create database ${TEMPLATE_DATABASE}`);
  const db = await openDatabase({
    url: url.replace(/postgres$/, TEMPLATE_DATABASE),
    applicationName: "template",
    poolMax: 1,
  });
  await migrate(db, join(import.meta.dirname, "../migrations"));
  // The server trusts whoever connects: a role that may log in needs no password.
  for (const role of SERVICE_ROLES) await db.pool.query(`alter role ${role} login`);
  await db.close();
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await execute(url, "select 1");
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function run(file: string, args: string[], user: { uid: number; gid: number } | undefined): Promise<void> {
  const child = spawn(file, args, { stdio: ["ignore", "ignore", "pipe"], ...user });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${file} ended with ${code}:\n${log}`);
}
