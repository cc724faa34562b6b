import { getChain } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { applyRetention } from "@redflag/screen/apply-retention";
import { type Command, InvalidArgumentError } from "commander";
import { examples, jsonOption, requiredChainOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { retentionText } from "../retention-text.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options {
  chain: string;
  olderThan?: number;
  dryRun?: boolean;
  json?: boolean;
}

export function addRetentionCommand(program: Command): void {
  program
    .command("retention")
    .description(
      "drop the ledger's oldest blocks, in whole partitions, once screening has done with them: alerts keep their evidence, " +
        "coverage stays, and a rebuild begins at the cut; `redflag start` does so by itself where REDFLAG_RETENTION_DAYS is set",
    )
    .addOption(requiredChainOption())
    .option(
      "--older-than <days>",
      "older than so many days by block time; REDFLAG_RETENTION_DAYS unless given",
      parseDays,
    )
    .option("--dry-run", "say what would be dropped, and drop nothing")
    .addOption(jsonOption("print the report as one JSON object"))
    .addHelpText("after", examples("redflag retention --chain ethereum --older-than 365 --dry-run"))
    .action((options: Options) => runCommand((context) => retention(context, options)));
}

function parseDays(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("a number of days from 1 to 99999 is expected");
  return Number(text);
}

async function retention(context: CommandContext, options: Options): Promise<void> {
  const { olderThan = context.config.retentionDays, dryRun = false, json = false } = options;
  const chain = getChain(options.chain);
  if (olderThan === undefined) throw new Problem("retention_unset", `nothing of ${chain.name} was dropped`);
  await withMigratedDatabase(context, async ({ db }) => {
    const { signal } = context;
    const report = await applyRetention(db, chain, { retentionDays: olderThan, isDryRun: dryRun, signal });
    if (json) writeJson({ olderThanDays: olderThan, ...report });
    else for (const line of retentionText(chain, olderThan, report)) writeLine(line);
  });
}
