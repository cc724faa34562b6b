import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { Problem } from "@redflag/domain/problem";
import { findProcess } from "../process-identity.ts";
import type { Binaries } from "./binaries.ts";
import { clusterPaths, type Home } from "./home.ts";
import { type CommandResult, runCommand } from "./run-command.ts";

const LOG_BYTES_MAX = 10 * 1024 * 1024;
const LOG_LINES_SHOWN = 15;
const WAIT_SECONDS = 120;

/**
 * Durability is PostgreSQL's default and stays. The log holds what an operator must see, no more. Pages are read by whoever
 * needs them, with a hint ahead: handing each to a process for reading, as is the default, cost a lookback over what the
 * system has in memory twice the processor time.
 */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  io_method: "sync",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  log_min_messages: "warning",
};

/** Undefined when no server runs on this cluster now, whatever its pid file says; `starting` until it has a port. */
export async function findRunningPort({ directory }: Home): Promise<number | "starting" | undefined> {
  const { data } = clusterPaths(directory);
  const file = await findPidFile(data);
  if (file === undefined || !(await isOurs(file.pid, data))) return undefined;
  return file.port > 0 ? file.port : "starting";
}

/** One attempt to start it; fails when another process is at it too, or when something took the port meanwhile. */
export async function startServer(home: Home, binaries: Binaries): Promise<CommandResult> {
  const { data, log, port: portFile } = clusterPaths(home.directory);
  await setStalePidFileAside(data);
  const logSize = (await stat(log).catch(() => undefined))?.size ?? 0;
  if (logSize > LOG_BYTES_MAX) await rename(log, `${log}.1`);
  const lastPort = Number(await readFile(portFile, "utf8").catch(() => "0"));
  const port = await getFreePort(lastPort);
  const settings = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  const options = ["-p", String(port), ...settings].join(" ");
  const args = ["start", "-D", data, "-l", log, "-w", "-t", String(WAIT_SECONDS), "-o", options];
  const result = await runCommand(binaries.pgCtl, args, home.account);
  // A hint for the next start, so that a person's own client keeps working; postmaster.pid is what counts.
  if (result.code === 0) await writeFile(portFile, String(port));
  return result;
}

/** @throws Problem `embedded_database_failed` when it runs on */
export async function stopServer(home: Home, binaries: Binaries): Promise<void> {
  const { data } = clusterPaths(home.directory);
  const args = ["stop", "-D", data, "-m", "fast", "-w", "-t", String(WAIT_SECONDS)];
  const { code, output } = await runCommand(binaries.pgCtl, args, home.account);
  if (code !== 0 && (await findRunningPort(home)) !== undefined) throw await describeFailure(home, output);
}

export async function describeFailure(home: Home, output: string): Promise<Problem> {
  const { log } = clusterPaths(home.directory);
  const lines = (await readFile(log, "utf8").catch(() => "")).trimEnd().split("\n").slice(-LOG_LINES_SHOWN);
  return new Problem("embedded_database_failed", `${output.trim()}\nlog ${log} ends with:\n${lines.join("\n")}`);
}

interface PidFile {
  text: string;
  pid: number;
  port: number;
}

/** Lines of postmaster.pid: pid, data directory, start time, port, … It is incomplete for a moment at start. */
async function findPidFile(data: string): Promise<PidFile | undefined> {
  const text = await readFile(`${data}/postmaster.pid`, "utf8").catch(() => "");
  const lines = text.split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isInteger(pid) && pid > 1 ? { text, pid, port } : undefined;
}

/** The pid alone proves nothing: after a reboot it may be anybody's. */
async function isOurs(pid: number, data: string): Promise<boolean> {
  const found = await findProcess(pid);
  return found?.command.includes(data) === true;
}

/**
 * PostgreSQL takes over the pid file of a dead server by itself, but refuses to start while the pid is taken: by
 * anybody after a reboot, or by the killed server itself, a zombie for as long as a container's first process does not
 * reap. Moving the file keeps the data safe: the server also looks for shared memory that is still attached.
 */
async function setStalePidFileAside(data: string): Promise<void> {
  const file = await findPidFile(data);
  if (file === undefined || !isTaken(file.pid)) return;
  if ((await findProcess(file.pid))?.command.includes("postgres")) return;
  const [path, aside] = [`${data}/postmaster.pid`, `${data}/postmaster.pid.stale`];
  await rename(path, aside).catch(() => undefined);
  // Another starter was faster and this is its server's file: back with it.
  if ((await readFile(aside, "utf8").catch(() => file.text)) !== file.text) await rename(aside, path);
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

async function getFreePort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? 0;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(undefined));
    server.listen({ host: "127.0.0.1", port }, () => {
      const address = server.address();
      const found = typeof address === "object" ? address?.port : undefined;
      server.close(() => resolve(found));
    });
  });
}
