import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import { findAnvilBinary } from "./anvil-binary.ts";
import { type AnvilOptions, listAnvilArguments } from "./anvil-options.ts";
import { openNode } from "./node-calls.ts";

export interface Anvil {
  url: string;
  pid: number;
  /** Ends the node and waits for its end; with a `stateDir` the chain is written first. Again is harmless. */
  stop(): Promise<void>;
}

const START_MS_MAX = 30_000;
const STOP_MS_MAX = 30_000;
const POLL_MS = 20;

/**
 * Starts a local node in a session of its own: a terminal's Ctrl-C reaches only us, and we stop the node when our own
 * work is done. It outlives a killed parent: whoever starts it should remember its pid.
 * @throws Problem `node_failed` with the log's last lines
 */
export async function startAnvil(options: AnvilOptions): Promise<Anvil> {
  const binary = findAnvilBinary();
  mkdirSync(dirname(options.logFile), { recursive: true });
  if (options.stateDir !== undefined) mkdirSync(options.stateDir, { recursive: true });

  const log = openSync(options.logFile, "w");
  const child = spawn(binary, listAnvilArguments(options), {
    detached: true,
    stdio: ["ignore", log, log],
    // Nothing else of ours: not the endpoints' keys, and no variable that would change the node's own options.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, SYSTEMROOT: process.env.SYSTEMROOT },
  });
  closeSync(log);
  child.unref();
  const end = watchEnd(child);

  try {
    if (child.pid !== undefined) await options.onSpawn?.(child.pid);
    const url = await waitForUrl(options.logFile, end);
    const node = openNode(url);
    // Else every call and every transaction is a line of the log, for hours.
    await node.call("anvil_setLoggingEnabled", false);
    await node.close();
    return { url, pid: child.pid as number, stop: () => stop(child, end) };
  } catch (error) {
    await stop(child, end);
    throw error;
  }
}

interface End {
  /** Why the process is no more; undefined while it runs. */
  cause?: string;
  happened: Promise<void>;
}

function watchEnd(child: ChildProcess): End {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end: End = { happened: promise };
  function close(cause: string) {
    end.cause ??= cause;
    resolve();
  }
  // Also emitted when a signal could not be sent, which ends nothing: without a pid it never ran.
  child.once("error", (error) => child.pid === undefined && close(`cannot be run: ${error.message}`));
  child.once("exit", (code, signal) => close(`ended with ${signal ?? `code ${code}`}`));
  return end;
}

async function waitForUrl(logFile: string, end: End): Promise<string> {
  const deadline = Date.now() + START_MS_MAX;
  for (;;) {
    // Asked before the log is read, so that a node's last words are in it.
    const { cause } = end;
    const text = await readFile(logFile, "utf8");
    const address = /^Listening on (127\.0\.0\.1:\d+)$/m.exec(text)?.[1];
    if (address !== undefined && cause === undefined) return `http://${address}`;
    if (cause !== undefined) throw new Problem("node_failed", `anvil ${cause}; ${describeLog(logFile, text)}`);
    if (Date.now() > deadline) {
      throw new Problem("node_failed", `anvil said nothing for ${START_MS_MAX} ms; ${describeLog(logFile, text)}`);
    }
    await sleep(POLL_MS);
  }
}

const LINES_SHOWN = 5;

function describeLog(logFile: string, text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return `log ${logFile}: ${lines.slice(-LINES_SHOWN).join(" | ") || "empty"}`;
}

async function stop(child: ChildProcess, end: End): Promise<void> {
  if (end.cause !== undefined) return;
  // Waited for from now on: our own process must not end before this one has.
  child.ref();
  child.kill("SIGTERM");
  const patience = new AbortController();
  const late = sleep(STOP_MS_MAX, "late" as const, { signal: patience.signal }).catch(() => undefined);
  const outcome = await Promise.race([end.happened, late]);
  patience.abort();
  if (outcome !== "late") return;
  child.kill("SIGKILL");
  await end.happened;
}
