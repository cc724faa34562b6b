import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { runArguments } from "../run-arguments.ts";
import { runWithin, type Surroundings } from "../surroundings.ts";
import type { CliRun } from "./run-cli-process.ts";

/**
 * Runs `redflag` in this process, where its modules are loaded already: a process of its own takes most of a second to begin.
 * Whoever wants its log, signals, variables that a library reads, or its own PostgreSQL takes `runCliProcess`.
 */
export async function runCli(
  args: readonly string[],
  { env = {}, input = "" }: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<CliRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const given: Surroundings = { env, stdin: Readable.from([Buffer.from(input)]), stdout, stderr };
  const ran = runWithin(given, () => runArguments(args)).finally(() => {
    stdout.end();
    stderr.end();
  });
  const [said, noted] = await Promise.all([text(stdout), text(stderr), ran]);
  return { code: Number(given.exitCode ?? 0), stdout: said, stderr: noted };
}
