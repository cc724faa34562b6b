import { BUILT } from "../../../../tests/built-processes.ts";
import { runFile } from "./run-file.ts";

export interface CliRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `redflag` as a person would, in a process of its own, with nothing of this process's environment but what is given. */
export function runCliProcess(
  args: readonly string[],
  given: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<CliRun> {
  return runFile(BUILT.redflag, args, given);
}
