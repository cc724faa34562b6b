import { assertList } from "@redflag/api/known-list";
import { versionBody } from "@redflag/api/list-entry-body";
import type { ListVersion } from "@redflag/contract/http/routes/watchlists";
import { listVersionsOf } from "@redflag/store/watchlist-history";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { parseListId } from "../list-id.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

const PAGE_ROWS = 500;

export function addWatchlistVersions(watchlist: Command): void {
  watchlist
    .command("versions")
    .argument("<list>", "the list's id", parseListId)
    .description("the versions of a list, the newest first: when, from what, and by which proposal")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist versions ofac-sdn"))
    .action((list: string, { json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          await assertList(db.kysely, list);
          for (let beforeSeq: number | undefined; ; ) {
            const page = { limit: PAGE_ROWS, ...(beforeSeq !== undefined && { beforeSeq }) };
            const versions = await listVersionsOf(db.kysely, list, page);
            for (const version of versions.map(versionBody)) {
              if (json) writeJson(version);
              else writeLine(versionText(version));
            }
            beforeSeq = versions.at(-1)?.seq;
            if (versions.length < PAGE_ROWS) return;
          }
        }),
      ),
    );
}

function versionText({ version, at, entries, source, proposal, digest }: ListVersion): string {
  const by = proposal === undefined ? "" : `\n  proposal ${proposal}`;
  return `${version}  ${at}, ${countOf(entries, "entry", "entries")}: ${source}${by}\n  ${digest}`;
}
