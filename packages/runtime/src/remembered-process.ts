import { ok } from "node:assert";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { findProcess } from "./process-identity.ts";

const Remembered = z.object({ pid: z.int().min(2), startedAt: z.string().min(1) });

const TERM_WAIT_MS = 5000;
const POLL_MS = 25;

/**
 * Notes a child process, so that the next run can stop what `kill -9` of this one left behind.
 * A process that has already ended is not noted.
 */
export async function rememberProcess(dataDir: string, name: string, pid: number): Promise<void> {
  const path = pathOf(dataDir, name);
  const found = await findProcess(pid);
  if (found === undefined) return;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify({ pid, startedAt: found.startedAt }));
  await rename(unfinished, path);
}

/**
 * Stops the process that was remembered under this name (SIGTERM, then SIGKILL) and forgets it. A process that merely
 * has the same pid now is left alone.
 * @returns whether one was stopped
 */
export async function stopRemembered(dataDir: string, name: string): Promise<boolean> {
  const path = pathOf(dataDir, name);
  const remembered = await findRemembered(path);
  const stopped = remembered !== undefined && (await stop(remembered));
  await rm(path, { force: true });
  return stopped;
}

async function stop({ pid, startedAt }: z.infer<typeof Remembered>): Promise<boolean> {
  const isThere = async () => (await findProcess(pid))?.startedAt === startedAt;
  if (!(await isThere())) return false;
  signal(pid, "SIGTERM");
  for (let waitedMs = 0; waitedMs < TERM_WAIT_MS; waitedMs += POLL_MS) {
    await sleep(POLL_MS);
    if (!(await isThere())) return true;
  }
  signal(pid, "SIGKILL");
  return true;
}

/** The process may end between the check and the signal. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function findRemembered(path: string): Promise<z.infer<typeof Remembered> | undefined> {
  try {
    return Remembered.safeParse(JSON.parse(await readFile(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

function pathOf(dataDir: string, name: string): string {
  ok(/^[a-z0-9-]+$/.test(name), "a remembered process has a kebab-case name");
  return join(dataDir, "processes", `${name}.json`);
}
