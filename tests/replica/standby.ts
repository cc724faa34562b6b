import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chmodSync, cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findFreePort } from "../free-port.ts";
import { locatePostgresBinaries } from "../postgres-binaries.ts";

const POLL_MS = 100;
/** Of the primary's alone: whoever starts from a copy has none. */
const NOT_COPIED = /\/(postmaster\.(pid|opts)|pg_replslot\/.+|pg_stat_tmp\/.+)$/;

/** A real standby, which follows its primary as it is told to. */
export interface Standby {
  /** The superuser's. */
  url: string;
  /** It goes on receiving, and repeats nothing more until it is told to go on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** @param primaryUrl the superuser's, of a server on this machine; its data is copied while it runs */
export async function openStandby(primaryUrl: string): Promise<Standby> {
  const directory = mkdtempSync(join(tmpdir(), "redflag-standby-"));
  chmodSync(directory, 0o755);
  const { postgres } = await locatePostgresBinaries(directory);
  const data = join(directory, "data");
  const from = await copyData(primaryUrl, data);
  const { uid, gid } = statSync(from);
  if (process.getuid?.() === 0) execFileSync("chown", ["-R", `${uid}:${gid}`, data]);
  const { hostname, port: primaryPort, username, password } = new URL(primaryUrl);
  const info = `host=${hostname} port=${primaryPort} user=${username} password=${password}`;
  appendFileSync(join(data, "postgresql.auto.conf"), `primary_conninfo = '${info}'\n`);
  writeFileSync(join(data, "standby.signal"), "");
  const url = new URL(primaryUrl);
  const server = await startServer(postgres, data, { uid, gid });
  url.port = server.port;
  const client = new pg.Client(url.href);
  await client.connect();
  client.on("error", () => undefined);
  return {
    url: url.href,
    async pause() {
      await client.query("select pg_wal_replay_pause()");
      for (;;) {
        const { rows } = await client.query("select pg_get_wal_replay_pause_state() = 'paused' as paused");
        if (rows[0].paused) return;
        await sleep(POLL_MS);
      }
    },
    async resume() {
      await client.query("select pg_wal_replay_resume()");
    },
    async stop() {
      await client.end().catch(() => undefined);
      await server.end();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** @returns its port, and how to end it */
async function startServer(
  program: string,
  data: string,
  owner: { uid: number; gid: number },
): Promise<{ port: string; end(): Promise<void> }> {
  const port = String(await findFreePort());
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", `port=${port}`, "max_connections=200"];
  const child = spawn(program, ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
    cwd: data,
    stdio: ["ignore", "ignore", "pipe"],
    ...(process.getuid?.() === 0 && owner),
  });
  const ended = once(child, "exit");
  let log = "";
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-10_000);
    if (log.includes("ready to accept read-only connections")) resolve();
  });
  void ended.then(() => reject(new Error(`the standby ended:\n${log}`)));
  await ready;
  return {
    port,
    async end() {
      child.kill("SIGQUIT");
      await ended;
    },
  };
}

/** As a base backup does it, with what every server has. @returns the primary's data directory */
async function copyData(primaryUrl: string, to: string): Promise<string> {
  const client = new pg.Client(primaryUrl);
  await client.connect();
  try {
    const { rows } = await client.query("select current_setting('data_directory') as from");
    const from = String(rows[0].from);
    await client.query("select pg_backup_start('standby', true)");
    cpSync(from, to, { recursive: true, filter: (path) => !NOT_COPIED.test(path) });
    const { rows: labels } = await client.query("select labelfile from pg_backup_stop(false)");
    writeFileSync(join(to, "backup_label"), String(labels[0].labelfile));
    chmodSync(to, 0o700);
    return from;
  } finally {
    await client.end();
  }
}
