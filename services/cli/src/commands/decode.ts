import { text } from "node:stream/consumers";
import { getChain } from "@redflag/domain/chain-registry";
import type { Command } from "commander";
import { chainOption, examples, jsonOption } from "../command-options.ts";
import { describeLog } from "../decoded-log.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { readLogs } from "../read-logs.ts";
import { runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";

export function addDecodeCommand(program: Command): void {
  program
    .command("decode")
    .description(
      "say what Redflag makes of each log on standard input: one JSON object a line, a JSON array, or an eth_getLogs answer",
    )
    .addOption(chainOption("chain that the logs are from").default("ethereum"))
    .addOption(jsonOption("print one JSON object a line, in the order of the input"))
    .addHelpText("after", examples("redflag decode --chain ethereum < answer.json"))
    .action(({ chain: name, json = false }: { chain: string; json?: boolean }) =>
      runCommand(async () => {
        const chain = getChain(name);
        if (surroundings().stdin.isTTY) writeNote("reading logs from standard input; Ctrl-D ends them");
        const logs = readLogs(await text(surroundings().stdin));
        if (logs.length === 0 && !json) writeNote("no logs");
        for (const log of logs) {
          const { line, text: words } = describeLog(chain, log);
          if (json) writeJson(line);
          else writeLine(words);
        }
      }),
    );
}
