import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES, SHARINGS } from "@redflag/domain/entry";
import { type Command, InvalidArgumentError, Option } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { grouped } from "../count-text.ts";
import { type CsvDefaults, importList } from "../import-list.ts";
import { parseListId } from "../list-id.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

type Options = CsvDefaults & { json?: boolean };

export function addWatchlistImport(watchlist: Command): void {
  watchlist
    .command("import")
    .argument("<path>", "a CSV file, or a folder with list.yaml and entries.csv; watchlists/README.md describes both")
    .description("make a file's entries the whole content of a list, as a new version; all of it or nothing")
    .addOption(new Option("--list <id>", "for a CSV file: the list, new or existing").argParser(parseListId))
    .option("--title <text>", "of a new list")
    .option("--authority <text>", "who designates, unless a row says otherwise")
    .addOption(
      new Option("--category <word>", "unless a row says otherwise").choices([
        ...LISTED_CATEGORIES,
        ...SERVICE_CATEGORIES,
      ]),
    )
    .addOption(new Option("--severity <word>", "unless a row says otherwise").choices(SEVERITIES).default("HIGH"))
    .addOption(new Option("--confidence <percent>", "unless a row says otherwise").argParser(parsePercent).default(100))
    .addOption(new Option("--sharing <mark>", "unless a row says otherwise").choices(SHARINGS).default("TLP:RED"))
    .addOption(jsonOption('print {"id","seq","added","removed","unchanged",…}'))
    .addHelpText(
      "after",
      examples(
        "redflag watchlist import watchlists/exchange-wallets",
        'redflag watchlist import seized.csv --list nbctf --title "Seizure orders" --authority NBCTF --category terrorist_financing',
      ),
    )
    .action((path: string, options: Options, command: Command) =>
      runCommand((context) => run(context, path, options, listGiven(command))),
    );
}

/** The options about the list that stand on the command line: none that has only its default. */
function listGiven(command: Command): string[] {
  const names = command.options.filter(
    (option) => command.getOptionValueSource(option.attributeName()) === "cli" && option.long !== "--json",
  );
  return names.map(({ flags, long }) => long ?? flags);
}

async function run(
  context: CommandContext,
  path: string,
  { json = false, ...defaults }: Options,
  given: readonly string[],
): Promise<void> {
  await withMigratedDatabase(context, async ({ db }) => {
    const report = await importList(db, path, defaults, given);
    if (json) {
      writeJson(report);
      return;
    }
    const { id, seq, added, removed, unchanged, isNew } = report;
    if (!isNew) writeLine(`${id}: nothing differs from version ${seq}`);
    else
      writeLine(
        `${id}: version ${seq} with ${grouped(added)} added, ${grouped(removed)} removed, ${grouped(unchanged)} kept`,
      );
    if (isNew)
      writeLine(
        "It holds for blocks that are screened from now on; `redflag rebuild --chain <chain> --as now` screens the past with it.",
      );
  });
}

function parsePercent(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw new InvalidArgumentError("a whole number from 0 to 100 is expected");
}
