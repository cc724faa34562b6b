import { Problem } from "@redflag/domain/problem";
import { type RefreshDeps, type RefreshOutcome, readPublished, refreshList } from "@redflag/refresh/refresh-list";
import { previewListVersion } from "@redflag/store/list-preview";
import { type ListSource, listListSources } from "@redflag/store/list-source";
import type { Command } from "commander";
import { examples, jsonOption, reasonOption } from "../command-options.ts";
import { accountLines } from "../import-account-text.ts";
import { countsText, differenceJson, differenceText, SHOWN_ENTRIES_MAX } from "../list-difference-text.ts";
import { parseListId } from "../list-id.ts";
import { changingOperator } from "../operator.ts";
import { writeJson, writeLine } from "../output.ts";
import { problemText } from "../problem-text.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";
import { withCurrentDatabase, withMigratedDatabase } from "../with-database.ts";

interface Options {
  reason?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addWatchlistRefresh(watchlist: Command): void {
  watchlist
    .command("refresh")
    .argument("[list]", "the list's id; every list that is fetched unless told", parseListId)
    .description("fetch lists from their publishers now, due or not; exit 1 if one could not be fetched or read")
    .addOption(reasonOption())
    .option("--dry-run", "show what would change, entry by entry, and change nothing")
    .addOption(jsonOption('print one JSON object a line, one for each list: {"id","outcome",…}'))
    .addHelpText("after", examples("redflag watchlist refresh ofac-sdn --dry-run"))
    .action((list: string | undefined, options: Options) => runCommand((context) => refresh(context, list, options)));
}

async function refresh(
  context: CommandContext,
  list: string | undefined,
  { dryRun = false, json = false, reason }: Options,
): Promise<void> {
  const { config, signal } = context;
  const within = dryRun ? withCurrentDatabase : withMigratedDatabase;
  await within(context, async ({ db }) => {
    const sources = (await listListSources(db.kysely)).filter(
      (source) => list === undefined || source.list.id === list,
    );
    if (sources.length === 0) {
      throw new Problem("list_sourceless", list === undefined ? "no list has a source" : `${list} has no source`);
    }
    const deps = { db, signal, dataDir: config.dataDir, policy: { privateHosts: config.outboundPrivateHosts ?? [] } };
    let failedCount = 0;
    for (const source of sources) {
      const isGood = dryRun ? await show(deps, source, json) : await round(deps, source, json, reason);
      if (!isGood) failedCount++;
    }
    if (failedCount > 0) surroundings().exitCode = 1;
  });
}

/** @returns whether all was well */
async function round(
  deps: RefreshDeps,
  { list: { id } }: ListSource,
  json: boolean,
  reason: string | undefined,
): Promise<boolean> {
  const outcome = await refreshList(deps, id, { askedBy: changingOperator("list.refresh", reason) });
  if (json) writeJson({ id, ...outcomeJson(outcome) });
  else {
    writeLine(`${id}: ${outcomeText(outcome)}`);
    if (outcome.kind === "read") tellAccount(id, outcome);
  }
  return outcome.kind !== "failed";
}

function outcomeJson(outcome: RefreshOutcome): Record<string, unknown> {
  if (outcome.kind === "failed")
    return { outcome: "failed", code: outcome.problem.code, detail: outcome.problem.detail };
  if (outcome.kind === "read") return { outcome: "read", ...outcome.version, account: outcome.account };
  return { outcome: outcome.kind };
}

function outcomeText(outcome: RefreshOutcome): string {
  switch (outcome.kind) {
    case "unchanged":
      return "its publisher has nothing new";
    case "left":
      return "another process is at it, or it has just been given another source";
    case "failed":
      return `${problemText(outcome.problem, undefined)}`;
    case "read": {
      const { version } = outcome;
      if (!version.isNew) return `nothing differs from version ${version.seq}`;
      return `version ${version.seq} with ${countsText(version)}`;
    }
  }
}

/** What became of the rows. */
function tellAccount(
  id: string,
  { version, account }: Pick<Extract<RefreshOutcome, { kind: "read" }>, "version" | "account">,
) {
  for (const line of accountLines(id, account, version.added + version.unchanged)) writeLine(line);
}

/** @returns whether it could be fetched and read, and no gate would stand against it */
async function show(deps: RefreshDeps, source: ListSource, json: boolean): Promise<boolean> {
  const { id } = source.list;
  try {
    const { listImport, account } = await readPublished(deps, source);
    const preview = await previewListVersion(deps.db, listImport, json ? {} : { shownMax: SHOWN_ENTRIES_MAX });
    if (json) writeJson({ ...differenceJson(id, preview), account });
    else {
      writeLine(differenceText(id, preview));
      tellAccount(id, { version: preview.version, account });
    }
    return preview.heldBack === undefined;
  } catch (error) {
    if (!(error instanceof Problem) || !/^(?:list|outbound)_/.test(error.code)) throw error;
    if (json) writeJson({ id, outcome: "failed", code: error.code, detail: error.detail });
    else writeLine(`${id}: ${problemText(error, undefined)}`);
    return false;
  }
}
