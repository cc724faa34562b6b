import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { COMPILE_CACHE } from "../compile-cache.ts";

/** What a process used, from its first instruction to its last. */
export interface Usage {
  seconds: number;
  /** Absent where the system does not tell. */
  cpuSeconds?: number;
  rssPeakMb?: number;
}

export interface ProcessRun {
  stdout: string;
  usage: Usage;
}

/**
 * Runs a file to its end with nothing of this process's environment but what is given.
 * @param program its path
 * @param usageFile where it leaves what it used
 * @param onStart with its process, when it has begun
 * @throws when it fails, with what it said
 */
export async function runProcess(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  usageFile: string,
  onStart: (pid: number) => void = () => {},
): Promise<ProcessRun> {
  const isMeasured = process.platform === "linux";
  const preload = isMeasured ? ["--import", import.meta.resolve("./report-usage.ts")] : [];
  const begin = performance.now();
  const child = spawn(process.execPath, [...preload, program, ...args], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, BENCH_USAGE_FILE: usageFile, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid !== undefined) onStart(child.pid);
  const [[code], stdout, stderr] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  const seconds = (performance.now() - begin) / 1000;
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${stderr}`);
  const used = isMeasured ? (JSON.parse(readFileSync(usageFile, "utf8")) as Omit<Usage, "seconds">) : {};
  return { stdout, usage: { seconds, ...used } };
}
