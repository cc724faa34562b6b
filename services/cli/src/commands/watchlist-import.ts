import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES, SHARINGS } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import { getImporter, IMPORTERS } from "@redflag/lists/importer-registry";
import type { Database } from "@redflag/store/database";
import { type ListChanger, recordListDeed } from "@redflag/store/list-audit";
import { gateProblem } from "@redflag/store/list-gate";
import { previewListVersion } from "@redflag/store/list-preview";
import { inTransaction } from "@redflag/store/transaction";
import { importListVersionWithin } from "@redflag/store/watchlist";
import { type Command, InvalidArgumentError, Option } from "commander";
import { examples, jsonOption, parseWords, reasonOption } from "../command-options.ts";
import { accountLines } from "../import-account-text.ts";
import { type ListWords, type ReadList, readImported, readOwnList } from "../import-list.ts";
import { countsText, differenceJson, differenceText, SHOWN_ENTRIES_MAX } from "../list-difference-text.ts";
import { parseListId } from "../list-id.ts";
import { changingOperator } from "../operator.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";
import { withCurrentDatabase, withMigratedDatabase } from "../with-database.ts";

type Options = ListWords & { format?: string; reason?: string; dryRun?: boolean; json?: boolean };

export function addWatchlistImport(watchlist: Command): void {
  watchlist
    .command("import")
    .argument(
      "<path...>",
      "a CSV file, or a folder with list.yaml and entries.csv, as watchlists/README.md describes both; with --format the files of that format, - for standard input",
    )
    .description("make a file's entries the whole content of a list, as a new version; all of it or nothing")
    .addOption(
      new Option(
        "--format <id>",
        "how a publisher writes the list; `redflag watchlist formats` describes each",
      ).choices(IMPORTERS.map(({ id }) => id)),
    )
    .addOption(new Option("--list <id>", "for a file: the list, new or existing").argParser(parseListId))
    .option("--title <text>", "of a new list", parseWords)
    .option("--authority <text>", "who designates, unless a row says otherwise", parseWords)
    .addOption(
      new Option("--category <word>", "unless a row says otherwise").choices([
        ...LISTED_CATEGORIES,
        ...SERVICE_CATEGORIES,
      ]),
    )
    .addOption(
      new Option("--severity <word>", "unless a row says otherwise; without it the format's, or HIGH").choices(
        SEVERITIES,
      ),
    )
    .addOption(
      new Option("--confidence <percent>", "unless a row says otherwise; without it the format's, or 100").argParser(
        parsePercent,
      ),
    )
    .addOption(new Option("--sharing <mark>", "unless a row says otherwise").choices(SHARINGS).default("TLP:RED"))
    .addOption(reasonOption())
    .option("--dry-run", "show what would be added and removed, and change nothing")
    .addOption(jsonOption('print {"id","seq","added","removed","unchanged",…}'))
    .addHelpText(
      "after",
      examples(
        "redflag watchlist import watchlists/exchange-wallets",
        'redflag watchlist import seized.csv --list nbctf --title "Seizure orders" --authority NBCTF --category terrorist_financing',
        "redflag watchlist import --format ofac-sdn-xml sdn.xml --list ofac-sdn --dry-run",
        "redflag watchlist import --format ofac-sdn-csv sdn.csv sdn_comments.csv --list ofac-sdn",
      ),
    )
    .action((paths: string[], options: Options, command: Command) =>
      runCommand((context) => run(context, paths, options, listGiven(command))),
    );
}

/** The options about the list that stand on the command line: none that has only its default. */
function listGiven(command: Command): string[] {
  const about = ["--json", "--dry-run", "--format", "--reason"];
  const names = command.options.filter(
    (option) => command.getOptionValueSource(option.attributeName()) === "cli" && !about.includes(option.long ?? ""),
  );
  return names.map(({ flags, long }) => long ?? flags);
}

async function run(
  context: CommandContext,
  paths: readonly string[],
  { json = false, dryRun = false, format, reason, ...words }: Options,
  given: readonly string[],
): Promise<void> {
  const within = dryRun ? withCurrentDatabase : withMigratedDatabase;
  await within(context, async ({ db }) => {
    const read = await readList(db, paths, { format, words, given });
    if (!json && read.account !== undefined) {
      for (const line of accountLines(read.list.id, read.account, read.entries.length)) writeNote(line);
    }
    if (dryRun) await showDifference(db, read, json);
    else await importRead(db, read, { json, by: changingOperator("list.import", reason) });
  });
}

function readList(
  db: Database,
  paths: readonly string[],
  { format, words, given }: { format: string | undefined; words: ListWords; given: readonly string[] },
): Promise<ReadList> {
  if (format !== undefined) return readImported(db, getImporter(format), paths, words);
  const [path, ...others] = paths;
  if (path !== undefined && others.length === 0) return readOwnList(db, path, words, given);
  throw new Problem("list_undescribed", `${paths.length} files are given, and no --format that takes them`);
}

async function importRead(
  db: Database,
  read: ReadList,
  { json, by }: { json: boolean; by: ListChanger },
): Promise<void> {
  const { id } = read.list;
  const { version, heldBack } = await inTransaction(db, async (tx) => {
    const outcome = await importListVersionWithin(tx, read);
    await recordListDeed(tx, id, { ...read, outcome }, by);
    return outcome;
  });
  // Told only now: thrown inside, it would take back what is kept of it.
  if (heldBack !== undefined) throw gateProblem(id, heldBack.failures);
  const { seq, added, unchanged, isNew } = version;
  if (json) {
    writeJson({ id, entryCount: added + unchanged, ...version, ...accountOf(read) });
    return;
  }
  if (!isNew) {
    writeLine(`${id}: nothing differs from version ${seq}`);
    return;
  }
  writeLine(`${id}: version ${seq} with ${countsText(version)}`);
  writeLine(
    "It holds for blocks that are screened from now on. What is new on it is also looked for in the past: see `redflag watchlist lookbacks`.",
  );
}

async function showDifference(db: Database, read: ReadList, json: boolean): Promise<void> {
  const { id } = read.list;
  const preview = await previewListVersion(db, read, json ? {} : { shownMax: SHOWN_ENTRIES_MAX });
  if (json) writeJson({ ...differenceJson(id, preview), ...accountOf(read) });
  else writeLine(differenceText(id, preview));
  // As the import would.
  if (preview.heldBack !== undefined) surroundings().exitCode = 1;
}

function accountOf({ account }: ReadList): object {
  return account === undefined ? {} : { account };
}

function parsePercent(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw new InvalidArgumentError("a whole number from 0 to 100 is expected");
}
