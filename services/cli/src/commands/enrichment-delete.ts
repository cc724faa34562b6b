import { parseAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { endEnrichment } from "@redflag/store/enrichment";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { importedLines } from "../context-text.ts";
import { operator } from "../operator.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase, withMigratedDatabase } from "../with-database.ts";
import { fromOption } from "./enrichment-import.ts";

interface Options {
  from: string;
  address?: string;
  all?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function addEnrichmentDelete(enrichment: Command): void {
  const command = enrichment.command("delete");
  command
    .description("end what a VASP says of an address, or all that it says, from the next block on")
    .addOption(fromOption())
    .option("--address <address>", "of this address")
    .option("--all", "of every address")
    .option("--dry-run", "say what would change, and change nothing")
    .addOption(jsonOption('print {"id","seq","added","removed","unchanged","isNew"}'))
    .addHelpText("after", examples("redflag enrichment delete --from example-exchange --address 0x…"))
    .action((options: Options) => {
      if ((options.address === undefined) !== (options.all === true)) {
        command.error("error: give either --address or --all");
      }
      return runCommand((context) => run(context, options));
    });
}

async function run(context: CommandContext, { from: id, address, dryRun = false, json = false }: Options) {
  const about = address === undefined ? undefined : parseAddress(address);
  const open = dryRun ? withCurrentDatabase : withMigratedDatabase;
  await open(context, async ({ db }) => {
    const options = {
      source: address === undefined ? "all ended on request" : "an address ended on request",
      by: { actor: operator(), at: new Date() },
      isDryRun: dryRun,
    };
    const ended = await endEnrichment(db, id, about, options);
    if (ended === undefined)
      throw new Problem("not_found", `${id} has supplied nothing; \`redflag enrichment list\` names who has`);
    if (json) writeJson({ id, ...ended, isDryRun: dryRun });
    else for (const line of importedLines(id, ended, dryRun)) writeLine(line);
  });
}
