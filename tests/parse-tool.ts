import type { Command } from "commander";
import { runCaptured } from "../services/cli/src/testing/run-captured.ts";
import type { CliRun } from "../services/cli/src/testing/run-cli-process.ts";
import { runTool } from "./run-tool.ts";

/** What these arguments have a developers' command run with, and what it says; no options where it refuses them. */
export async function parseTool<Options>(
  commandOf: (run: (options: Options) => void) => Command,
  args: readonly string[],
): Promise<CliRun & { options: Options | undefined }> {
  let options: Options | undefined;
  const command = commandOf((given) => {
    options = given;
  });
  const ran = await runCaptured(() => runTool(command, args));
  return { ...ran, options };
}
