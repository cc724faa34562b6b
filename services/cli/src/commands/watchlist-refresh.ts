import { Problem } from "@redflag/domain/problem";
import type { ImportAccount } from "@redflag/lists/collect-import";
import { type RefreshDeps, type RefreshOutcome, readPublished, refreshList } from "@redflag/refresh/refresh-list";
import { previewListVersion } from "@redflag/store/list-preview";
import { type ListSource, listListSources } from "@redflag/store/list-source";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { countsText, differenceText, entryJson, SHOWN_ENTRIES_MAX } from "../list-difference-text.ts";
import { parseListId } from "../list-id.ts";
import { writeJson, writeLine } from "../output.ts";
import { problemText } from "../problem-text.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options {
  dryRun?: boolean;
  json?: boolean;
}

const JSON_ENTRIES_MAX = 10_000;

export function addWatchlistRefresh(watchlist: Command): void {
  watchlist
    .command("refresh")
    .argument("[list]", "the list's id; every list that is fetched unless told", parseListId)
    .description("fetch lists from their publishers now, due or not; exit 1 if one could not be fetched or read")
    .option("--dry-run", "show what would change, entry by entry, and change nothing")
    .addOption(jsonOption('print one JSON object a line, one for each list: {"id","outcome",…}'))
    .addHelpText("after", examples("redflag watchlist refresh ofac-sdn --dry-run"))
    .action((list: string | undefined, options: Options) => runCommand((context) => refresh(context, list, options)));
}

async function refresh(context: CommandContext, list: string | undefined, options: Options): Promise<void> {
  const { config, signal } = context;
  await withMigratedDatabase(context, async ({ db }) => {
    const sources = (await listListSources(db.kysely)).filter(
      (source) => list === undefined || source.list.id === list,
    );
    if (sources.length === 0) {
      throw new Problem("list_sourceless", list === undefined ? "no list has a source" : `${list} has no source`);
    }
    const deps = { db, signal, dataDir: config.dataDir, policy: { privateHosts: config.outboundPrivateHosts ?? [] } };
    let failedCount = 0;
    for (const source of sources) {
      const isGood = await (options.dryRun === true ? show : round)(deps, source, options.json === true);
      if (!isGood) failedCount++;
    }
    if (failedCount > 0) process.exitCode = 1;
  });
}

/** @returns whether all was well */
async function round(deps: RefreshDeps, { list: { id } }: ListSource, json: boolean): Promise<boolean> {
  const outcome = await refreshList(deps, id, { isAsked: true });
  if (json) writeJson({ id, ...outcomeJson(outcome) });
  else writeLine(`${id}: ${outcomeText(outcome)}`);
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
      const { version, account } = outcome;
      const told = version.isNew
        ? `version ${version.seq} with ${countsText(version)}`
        : `nothing differs from version ${version.seq}`;
      return `${told}\n${accountText(account)}`;
    }
  }
}

/** What became of each row, and the first that could not be read. */
function accountText({ rows, repeated, foreign, refusals }: ImportAccount): string {
  const others = Object.entries(foreign).map(([format, count]) => `${count} of ${format}`);
  const parts = [
    ...(repeated > 0 ? [`${repeated} said twice`] : []),
    ...(others.length > 0 ? [`${others.join(", ")}, which are not screened`] : []),
    `${refusals.length} refused`,
  ];
  const shown = refusals.slice(0, SHOWN_ENTRIES_MAX).map(({ place, reason }) => `  refused, ${place}: ${reason}`);
  return [`  ${countOf(rows, "row")}: ${parts.join("; ")}`, ...shown].join("\n");
}

async function show(deps: RefreshDeps, source: ListSource, json: boolean): Promise<boolean> {
  const { id } = source.list;
  try {
    const { listImport, account } = await readPublished(deps, source);
    const preview = await previewListVersion(deps.db, listImport, json ? JSON_ENTRIES_MAX : SHOWN_ENTRIES_MAX);
    const { version, added, removed } = preview;
    if (json) {
      const sides = { addedEntries: added.map(entryJson), removedEntries: removed.map(entryJson) };
      writeJson({ id, outcome: "read", ...version, ...sides, account });
    } else writeLine(`${differenceText(id, preview)}\n${accountText(account)}`);
    return true;
  } catch (error) {
    if (!(error instanceof Problem) || !/^(?:list|outbound)_/.test(error.code)) throw error;
    if (json) writeJson({ id, outcome: "failed", code: error.code, detail: error.detail });
    else writeLine(`${id}: ${problemText(error, undefined)}`);
    return false;
  }
}
