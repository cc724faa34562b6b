import { getCurrentSeq } from "@redflag/api/known-list";
import { differenceBody } from "@redflag/api/list-entry-body";
import { subjectKey } from "@redflag/domain/entry-subject";
import { listDifferences } from "@redflag/store/watchlist-history";
import { type Command, InvalidArgumentError } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { parseListId } from "../list-id.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { changeText } from "../proposal-text.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

const PAGE_ROWS = 500;

export function addWatchlistDiff(watchlist: Command): void {
  watchlist
    .command("diff")
    .argument("<list>", "the list's id", parseListId)
    .argument("<from>", "a version; 0 is the empty list before the first", parseVersion)
    .argument("<to>", "a version", parseVersion)
    .description(
      "what two versions of a list do not say the same of; an edit shows both sides of one address or account",
    )
    .addOption(jsonOption("print one JSON object a line, one for each address or account"))
    .addHelpText("after", examples("redflag watchlist diff ofac-sdn 3 4"))
    .action((list: string, from: number, to: number, { json = false }: { json?: boolean }) =>
      runCommand((context) => diff(context, { list, from, to }, json)),
    );
}

async function diff(
  context: CommandContext,
  versions: { list: string; from: number; to: number },
  json: boolean,
): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    await getCurrentSeq(db.kysely, versions.list, [versions.from, versions.to]);
    const counts = { added: 0, removed: 0 };
    for (let after: string | undefined; ; ) {
      const rows = await listDifferences(db.kysely, versions, {
        limit: PAGE_ROWS,
        ...(after !== undefined && { after }),
      });
      for (const row of rows) {
        counts.added += row.after.length;
        counts.removed += row.before.length;
        if (json) writeJson(differenceBody(row));
        else writeLine(changeText(differenceBody(row)));
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE_ROWS) break;
      after = subjectKey(last.subject);
    }
    if (!json) writeNote(`${counts.added} added, ${counts.removed} removed`);
  });
}

function parseVersion(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("the number of a version is expected");
}
