import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { BUILT } from "../../built-processes.ts";
import { COMPILE_CACHE } from "../../compile-cache.ts";

const OPEN = /^open (\S+)\/ and sign in/;
const PERSON = /^ {2}(\w+) +(\w+@demo\.example) +(\S+)$/;
/** The last line of what it says at the start. */
const LAST = "the passwords";

export interface RunningDemo {
  baseUrl: string;
  /** By role. */
  people: ReadonlyMap<string, { email: string; password: string }>;
  stop(): Promise<void>;
}

/** The demo as a newcomer starts it, in a folder of its own. */
export async function startDemo(onLine: (line: string) => void): Promise<RunningDemo> {
  const directory = await mkdtemp(join(tmpdir(), "redflag-screenshots-"));
  // PostgreSQL runs as another user when this is root, and must be able to come here.
  await chmod(directory, 0o755);
  const child = spawn(process.execPath, [BUILT.redflag, "demo", "--json"], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, REDFLAG_DATA_DIR: directory },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill("SIGINT");
      await once(child, "exit");
    }
    await rm(directory, { recursive: true, force: true });
  };
  const people = new Map<string, { email: string; password: string }>();
  let baseUrl = "";
  for await (const line of createInterface(child.stderr)) {
    baseUrl = OPEN.exec(line)?.[1] ?? baseUrl;
    const [, role, email = "", password = ""] = PERSON.exec(line) ?? [];
    if (role === undefined) onLine(line);
    else people.set(role, { email, password });
    if (line.startsWith(LAST)) return { baseUrl, people, stop };
  }
  await stop();
  throw new Error("the demo ended before it let anybody in");
}
