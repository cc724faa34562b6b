import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { runWithin, type Surroundings } from "../surroundings.ts";
import type { CliRun } from "./run-cli-process.ts";

/** What `run` says and its exit code, in surroundings of its own. */
export async function runCaptured(
  run: () => Promise<void>,
  { env = {}, input = "" }: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<CliRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const given: Surroundings = { env, stdin: Readable.from([Buffer.from(input)]), stdout, stderr };
  const ran = runWithin(given, run).finally(() => {
    stdout.end();
    stderr.end();
  });
  const [said, noted] = await Promise.all([text(stdout), text(stderr), ran]);
  return { code: Number(given.exitCode ?? 0), stdout: said, stderr: noted };
}
