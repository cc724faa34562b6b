import { basename } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { listFolders } from "@redflag/lists/list-folders";
import { type ListFolder, readListFolder } from "@redflag/lists/read-list-folder";
import type { Config } from "@redflag/runtime/config";
import type { Database } from "@redflag/store/database";
import { previewListVersion } from "@redflag/store/list-preview";
import { findListSource } from "@redflag/store/list-source";
import { listLists } from "@redflag/store/watchlist";
import type { Command } from "commander";
import { type BroughtList, bringList } from "../bring-list.ts";
import { examples, jsonOption, reasonOption } from "../command-options.ts";
import { toImport } from "../folder-import.ts";
import { countsText, differenceJson, differenceText, SHOWN_ENTRIES_MAX } from "../list-difference-text.ts";
import { changingOperator } from "../operator.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { problemText } from "../problem-text.ts";
import { WATCHLISTS_DIR } from "../project-paths.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { isForAnotherChain } from "../shipped-lists.ts";
import { surroundings } from "../surroundings.ts";
import { withCurrentDatabase, withMigratedDatabase } from "../with-database.ts";

interface Options {
  reason?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addWatchlistSync(watchlist: Command): void {
  watchlist
    .command("sync")
    .argument("[directory]", "one folder for each list, with list.yaml and entries.csv", WATCHLISTS_DIR)
    .description("make every folder of a directory a list, as its list.yaml says; each list all of it or nothing")
    .addOption(reasonOption())
    .option("--dry-run", "show what would change, entry by entry, and change nothing")
    .addOption(jsonOption("print one JSON object a line, one for each list"))
    .addHelpText("after", examples("redflag watchlist sync watchlists --dry-run"))
    .action((directory: string, options: Options) => runCommand((context) => sync(context, directory, options)));
}

async function sync(
  context: CommandContext,
  directory: string,
  { dryRun = false, json = false, reason }: Options,
): Promise<void> {
  // All are read before one is brought: a slip in one of them stops what belongs together.
  const folders = await readFolders(directory, context.config);
  const within = dryRun ? withCurrentDatabase : withMigratedDatabase;
  await within(context, async ({ db }) => {
    let failedCount = 0;
    for (const folder of folders) {
      const { id } = folder.definition;
      try {
        if (dryRun && !(await show(db, folder, json))) failedCount++;
        if (dryRun) continue;
        const by = changingOperator("list.sync", reason);
        tell(await bringList(db, folder, { source: `synced from ${basename(directory)}`, by }), json);
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== "list_gate_failed") throw error;
        failedCount++;
        if (json) writeJson({ id, code: error.code, detail: error.detail });
        else writeLine(`${id}: ${problemText(error, undefined)}`);
      }
    }
    await noteOthers(db, folders);
    if (failedCount > 0) surroundings().exitCode = 1;
  });
}

async function readFolders(directory: string, config: Config): Promise<ListFolder[]> {
  const folders: ListFolder[] = [];
  const problems: Problem[] = [];
  for (const path of await listFolders(directory)) {
    const id = basename(path);
    if (isForAnotherChain(id, config)) {
      writeNote(`${id} is for the chain of that name, which is not configured: left out`);
      continue;
    }
    try {
      folders.push(await readListFolder(path));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
    }
  }
  const [first, ...more] = problems;
  if (first === undefined) return folders;
  throw new Problem(first.code, [first, ...more].map(({ detail }) => detail).join("\n"), { cause: first });
}

function tell({ id, version, isFetched }: BroughtList, json: boolean): void {
  if (json) writeJson({ id, isFetched, ...version });
  else writeLine(`${id}: ${broughtText(version)}${isFetched ? "; it is fetched when it is due" : ""}`);
}

function broughtText(version: BroughtList["version"]): string {
  if (version === undefined) return "its entries come from its source";
  if (!version.isNew) return `nothing differs from version ${version.seq}`;
  return `version ${version.seq} with ${countsText(version)}`;
}

/** @returns whether no gate would stand against it */
async function show(db: Database, folder: ListFolder, json: boolean): Promise<boolean> {
  const { definition, entries } = folder;
  const { id, source } = definition;
  const isFetched = (await findListSource(db.kysely, id))?.succeededAt !== undefined && source !== undefined;
  if (entries === undefined || isFetched) {
    if (json) writeJson({ id, isFetched: true });
    else writeLine(`${id}: its entries come from its source`);
    return true;
  }
  const shown = json ? {} : { shownMax: SHOWN_ENTRIES_MAX };
  const preview = await previewListVersion(db, toImport(folder, "dry run"), shown);
  if (json) writeJson({ ...differenceJson(id, preview), isFetched: source !== undefined });
  else writeLine(differenceText(id, preview));
  return preview.heldBack === undefined;
}

/** A list is never dropped because its folder is gone. */
async function noteOthers(db: Database, folders: readonly ListFolder[]): Promise<void> {
  const ids = new Set(folders.map(({ definition }) => definition.id));
  const others = (await listLists(db.kysely)).filter(({ id }) => !ids.has(id)).map(({ id }) => id);
  if (others.length > 0) writeNote(`lists that have no folder here stay as they are: ${others.join(", ")}`);
}
