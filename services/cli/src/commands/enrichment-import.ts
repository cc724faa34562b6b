import { parseEnrichmentCsv } from "@redflag/lists/parse-enrichment-csv";
import { importEnrichment } from "@redflag/store/enrichment";
import { type Command, Option } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { readContextFile } from "../context-file.ts";
import { importedLines } from "../context-text.ts";
import { parseListId } from "../list-id.ts";
import { operator } from "../operator.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase, withMigratedDatabase } from "../with-database.ts";

interface Options {
  from: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addEnrichmentImport(enrichment: Command): void {
  enrichment
    .command("import")
    .argument("<file>", "a CSV with the columns kind,address,customer,amount,currency,day,traded")
    .description(
      "add a file's rows to what a VASP says, each in the place of what it said of the same; all of it or nothing",
    )
    .addOption(fromOption())
    .option("--dry-run", "say what would change, and change nothing")
    .addOption(jsonOption('print {"id","seq","added","removed","unchanged","isNew"}'))
    .addHelpText("after", examples("redflag enrichment import declared.csv --from example-exchange --dry-run"))
    .action((file: string, options: Options) => runCommand((context) => run(context, file, options)));
}

/** Who supplied it. */
export function fromOption(): Option {
  return new Option("--from <id>", "the subscriber or venue that supplies it")
    .argParser(parseListId)
    .makeOptionMandatory();
}

async function run(context: CommandContext, file: string, { from: id, dryRun = false, json = false }: Options) {
  const rows = await readContextFile(file, parseEnrichmentCsv);
  const open = dryRun ? withCurrentDatabase : withMigratedDatabase;
  await open(context, async ({ db }) => {
    const imported = await importEnrichment(db, id, rows, {
      source: "imported from a file",
      by: { actor: operator(), at: new Date() },
      isDryRun: dryRun,
    });
    if (json) writeJson({ id, ...imported, isDryRun: dryRun });
    else for (const line of importedLines(id, imported, dryRun)) writeLine(line);
  });
}
