import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type EmbeddedPostgres, openEmbeddedPostgres } from "./embedded-postgres.ts";
import { type Account, canTraverse, getServerAccount } from "./postgres/account.ts";
import { findProcess } from "./process-identity.ts";

const HOLDER = fileURLToPath(new URL("./embedded-postgres-test-holder.ts", import.meta.url));
const IS_ROOT = process.getuid?.() === 0;

let parent: string;
let dataDir: string;
let opened: EmbeddedPostgres[];
let holders: ChildProcess[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "redflag-pg-"));
  // mkdtemp makes it private; the usual data directory is not.
  await chmod(parent, 0o755);
  dataDir = join(parent, "data dir");
  opened = [];
  holders = [];
});

afterEach(async () => {
  for (const holder of holders) holder.kill("SIGKILL");
  // Whatever a test left running has no holder but us now.
  await Promise.all(opened.map((server) => server.release()));
  const elsewhere = await findElsewhere();
  if (await isRunning()) await (await openEmbeddedPostgres({ dataDir })).release();
  await rm(parent, { recursive: true, force: true });
  if (elsewhere !== undefined) await rm(elsewhere, { recursive: true, force: true });
});

async function open(): Promise<EmbeddedPostgres> {
  const server = await openEmbeddedPostgres({ dataDir });
  opened.push(server);
  return server;
}

interface Holder {
  child: ChildProcess;
  url: string;
  adopted: boolean;
}

async function openElsewhere(account?: Account): Promise<Holder> {
  const ids = account?.isOther ? { uid: account.uid, gid: account.gid } : {};
  const stdio: ["pipe", "pipe", "inherit"] = ["pipe", "pipe", "inherit"];
  const child = spawn(process.execPath, [HOLDER, dataDir], { detached: true, stdio, cwd: "/", ...ids });
  holders.push(child);
  const [line] = await once(child.stdout, "data");
  return { child, ...(JSON.parse(String(line)) as { url: string; adopted: boolean }) };
}

async function end({ child }: Holder, how: "release" | NodeJS.Signals): Promise<void> {
  const exit = once(child, "exit");
  if (how === "release") child.stdin?.end();
  else child.kill(how);
  await exit;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

async function getPostmaster(): Promise<number> {
  const home = (await findElsewhere()) ?? join(dataDir, "postgres");
  const text = await readFile(join(home, "data", "postmaster.pid"), "utf8").catch(() => "0");
  return Number(text.split("\n")[0]);
}

async function isRunning(): Promise<boolean> {
  return (await findProcess(await getPostmaster())) !== undefined;
}

async function findElsewhere(): Promise<string | undefined> {
  return (await readFile(join(dataDir, "postgres-location"), "utf8").catch(() => "")).trim() || undefined;
}

describe("one process", () => {
  test("keeps its data and its port from one run to the next", { timeout: 60_000 }, async () => {
    const first = await open();
    expect(first.adopted).toBe(false);
    await query(first.url, "create table kept as select 42 as n");
    const settings = await query(
      first.url,
      "select current_setting('fsync') as fsync, current_setting('max_connections') as max",
    );
    expect(settings).toEqual([{ fsync: "on", max: "200" }]);
    await first.release();
    expect(await isRunning()).toBe(false);

    const second = await open();
    expect(second).toMatchObject({ adopted: false, url: first.url });
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 42 }]);
  });

  test("lets nobody in without the password, which only its owner can read", { timeout: 60_000 }, async () => {
    const { url } = await open();
    const wrong = new URL(url);
    wrong.password = "guess";
    await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
    expect((await stat(join(dataDir, "postgres", "password"))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, "postgres", "data"))).mode & 0o777).toBe(0o700);
  });

  test("recovers what was committed after the server itself was killed", { timeout: 60_000 }, async () => {
    const first = await open();
    await query(first.url, "create table kept as select 42 as n");
    process.kill(await getPostmaster(), "SIGKILL");
    const second = await open();
    expect(second.adopted).toBe(false);
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 42 }]);
  });

  test.each([
    { whose: "an innocent's", script: "echo $$; exec sleep 600" },
    // Its parent never reaps, as the first process of many a container does not.
    { whose: "a zombie's", script: "true & echo $!; exec sleep 600" },
  ])("starts over a stale pid file whose pid is $whose now", { timeout: 60_000 }, async ({ script }) => {
    await (await open()).release();
    const data = join(dataDir, "postgres", "data");
    const { uid, gid } = await stat(data);
    // The server's own account: what it may not signal it would not mind.
    const other = spawn("sh", ["-c", script], { cwd: "/", uid, gid, stdio: ["ignore", "pipe", "inherit"] });
    holders.push(other);
    const [pid] = await once(other.stdout, "data");
    const path = join(data, "postmaster.pid");
    await writeFile(path, `${String(pid).trim()}\n${data}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`);
    await chown(path, uid, gid);
    const second = await open();
    expect(await query(second.url, "select 1 as n")).toEqual([{ n: 1 }]);
    expect(other.exitCode).toBeNull();
  });

  test("a server that cannot start is a Problem with its log", { timeout: 60_000 }, async () => {
    await (await open()).release();
    const version = join(dataDir, "postgres", "data", "PG_VERSION");
    const right = await readFile(version, "utf8");
    await writeFile(version, "9\n");
    const error = await open().catch((e: unknown) => e);
    await writeFile(version, right);
    expect(error).toMatchObject({ name: "Problem", code: "embedded_database_failed" });
    expect(String(error)).toContain(join(dataDir, "postgres", "log", "server.log"));
    expect(String(error)).toContain("incompatible");
  });
});

describe("several processes", () => {
  test("that start at once share one server, and the last one out stops it", { timeout: 60_000 }, async () => {
    const [a, b, here] = await Promise.all([openElsewhere(), openElsewhere(), open()]);
    expect(new Set([a.url, b.url, here.url]).size).toBe(1);
    expect([a.adopted, b.adopted, here.adopted].filter((adopted) => !adopted)).toHaveLength(1);
    expect((await readdir(dataDir)).filter((name) => name.includes(".new-"))).toEqual([]);
    await end(a, "release");
    expect(await query(b.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await here.release();
    expect(await query(b.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await end(b, "release");
    expect(await isRunning()).toBe(false);
  });

  test("that leave at once stop it, and one that comes meanwhile gets a server", { timeout: 60_000 }, async () => {
    const [a, b] = await Promise.all([openElsewhere(), openElsewhere()]);
    const [, , c] = await Promise.all([end(a, "release"), end(b, "release"), openElsewhere()]);
    expect(await query(c.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await end(c, "release");
    expect(await isRunning()).toBe(false);
  });

  test("a killed one leaves the server to the next, and no claim on it", { timeout: 60_000 }, async () => {
    const killed = await openElsewhere();
    await end(killed, "SIGKILL");
    const next = await open();
    expect(next).toMatchObject({ adopted: true, url: killed.url });
    // The server hears of its end a moment later.
    await vi.waitFor(async () => expect(await claims(next.url)).toHaveLength(1), { timeout: 50_000 });
    await next.release();
    expect(await isRunning()).toBe(false);
  });

  test("Ctrl-C in one's terminal does not reach the server", { timeout: 60_000 }, async () => {
    const interrupted = await openElsewhere();
    const exit = once(interrupted.child, "exit");
    // The child leads a process group of its own, as a foreground job does: a terminal signals all of it.
    process.kill(-(interrupted.child.pid ?? 0), "SIGINT");
    await exit;
    expect((await open()).adopted).toBe(true);
  });

  test("claims come back after a crash inside the server dropped every session", { timeout: 60_000 }, async () => {
    const [a, here] = await Promise.all([openElsewhere(), open()]);
    const before = await vi.waitFor(() => claims(here.url), { timeout: 100_000 });
    expect(before).toHaveLength(2);
    await query(here.url, "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
    await vi.waitFor(async () => expect(await claims(here.url)).toHaveLength(2), { timeout: 100_000 });
    await here.release();
    expect(await query(a.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await end(a, "release");
    expect(await isRunning()).toBe(false);
  });
});

/** Of whoever keeps that server running. */
function claims(url: string): Promise<unknown> {
  return query(url, "select pid from pg_locks where locktype = 'advisory' and mode = 'ShareLock'");
}

/** Only root can become another; and the other must be able to read this checkout. */
async function listOtherAccounts(): Promise<Account[]> {
  if (!IS_ROOT) return [];
  const other = await getServerAccount("/nowhere");
  if (await canTraverse(other, fileURLToPath(new URL(".", import.meta.url)))) return [other];
  process.stdout.write("\nNOT RUN: embedded PostgreSQL as an ordinary user, who cannot read this checkout.\n");
  return [];
}

const otherAccounts = await listOtherAccounts();

if (IS_ROOT) {
  describe("as root", () => {
    test("the server runs as an account without rights", { timeout: 60_000 }, async () => {
      await open();
      expect((await stat(join(dataDir, "postgres", "data"))).uid).not.toBe(0);
      expect((await stat(join(dataDir, "postgres", "data", "postmaster.pid"))).uid).not.toBe(0);
    });

    test("under a private directory it runs elsewhere, and says where", { timeout: 60_000 }, async () => {
      await chmod(parent, 0o700);
      const [a, here] = await Promise.all([openElsewhere(), open()]);
      const elsewhere = await findElsewhere();
      expect(elsewhere).toMatch(/^\/var\//);
      expect(a.url).toBe(here.url);
      expect(await query(here.url, "show data_directory")).toEqual([{ data_directory: `${elsewhere}/data` }]);
      await query(here.url, "create table kept as select 42 as n");
      await Promise.all([end(a, "release"), here.release()]);
      expect(await query((await open()).url, "select n from kept")).toEqual([{ n: 42 }]);
    });

    test.each(otherAccounts)(
      "an ordinary user needs nothing of it, and root takes over as them",
      { timeout: 60_000 },
      async (account) => {
        await mkdir(dataDir);
        await chown(dataDir, account.uid, account.gid);
        const theirs = await openElsewhere(account);
        expect((await stat(join(dataDir, "postgres"))).uid).toBe(account.uid);
        await query(theirs.url, "create table kept as select 42 as n");
        await end(theirs, "release");
        const ours = await open();
        expect(await query(ours.url, "select n from kept")).toEqual([{ n: 42 }]);
      },
    );
  });
}
