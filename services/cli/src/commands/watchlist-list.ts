import { listLists } from "@redflag/store/watchlist";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { sayIssuerFreezes } from "../issuer-freezes.ts";
import { listText } from "../list-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addWatchlistList(watchlist: Command): void {
  watchlist
    .command("list")
    .description("every list with its current version, and what issuers have frozen")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist list"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const lists = await listLists(db.kysely);
          if (lists.length === 0 && !json)
            writeNote("no lists; `redflag start` and `redflag ingest` bring the shipped ones");
          for (const list of lists) {
            if (json) writeJson(list);
            else writeLine(listText(list));
          }
          await sayIssuerFreezes(db.kysely, json);
        }),
      ),
    );
}
