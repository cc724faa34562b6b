import { basename } from "node:path";
import { parseBordersCsv } from "@redflag/lists/parse-borders-csv";
import { importBorders } from "@redflag/store/border";
import { type Command, Option } from "commander";
import { examples, jsonOption, parseWords } from "../command-options.ts";
import { readContextFile } from "../context-file.ts";
import { importedLines } from "../context-text.ts";
import { parseListId } from "../list-id.ts";
import { operator } from "../operator.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase, withMigratedDatabase } from "../with-database.ts";

interface Options {
  list: string;
  source?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addBordersImport(borders: Command): void {
  borders
    .command("import")
    .argument("<file>", "a CSV with the columns kind,jurisdiction,to,source,date,note")
    .description("make a file's notes all that a list says; all of it or nothing")
    .addOption(new Option("--list <id>", "the list, new or existing").argParser(parseListId).makeOptionMandatory())
    .option("--source <text>", "where the file comes from; without it its name", parseWords)
    .option("--dry-run", "say what would change, and change nothing")
    .addOption(jsonOption('print {"id","seq","added","removed","unchanged","isNew"}'))
    .addHelpText("after", examples("redflag borders import borders/fatf.csv --list fatf --dry-run"))
    .action((file: string, options: Options) => runCommand((context) => run(context, file, options)));
}

async function run(context: CommandContext, file: string, { list: id, source, dryRun = false, json = false }: Options) {
  const notes = await readContextFile(file, parseBordersCsv);
  const open = dryRun ? withCurrentDatabase : withMigratedDatabase;
  await open(context, async ({ db }) => {
    const from = source ?? `imported from ${basename(file)}`;
    const imported = await importBorders(db, id, notes, {
      source: from,
      by: { actor: operator(), at: new Date() },
      isDryRun: dryRun,
    });
    if (json) writeJson({ id, ...imported, isDryRun: dryRun });
    else for (const line of importedLines(id, imported, dryRun)) writeLine(line);
  });
}
