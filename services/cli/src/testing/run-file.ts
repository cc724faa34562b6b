import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { COMPILE_CACHE } from "../../../../tests/compile-cache.ts";
import type { CliRun } from "./run-cli-process.ts";

/** Runs a file in a process of its own, with nothing of this process's environment but what is given. */
export async function runFile(
  file: string,
  args: readonly string[],
  { env = {}, input = "" }: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, ...env },
    stdio: "pipe",
  });
  child.stdin.on("error", () => undefined).end(input);
  const [[code], stdout, stderr] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { code: code as number | null, stdout, stderr };
}
