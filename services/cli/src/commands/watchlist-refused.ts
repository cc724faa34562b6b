import { assertList } from "@redflag/api/known-list";
import { ImportAccount } from "@redflag/lists/import-account";
import { findImportAccount } from "@redflag/store/watchlist";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { refusalText } from "../import-account-text.ts";
import { parseListId } from "../list-id.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addWatchlistRefused(watchlist: Command): void {
  watchlist
    .command("refused")
    .argument("<list>", "the list's id", parseListId)
    .description("every row of a list's file that could not be read when it was last imported, with its reason")
    .addOption(jsonOption("print one JSON object a line, one for each row"))
    .addHelpText("after", examples("redflag watchlist refused ofac-sdn"))
    .action((list: string, { json = false }: { json?: boolean }) =>
      runCommand((context) => refused(context, list, json)),
    );
}

async function refused(context: CommandContext, list: string, json: boolean): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    const found = await findImportAccount(db.kysely, list);
    if (found === undefined) {
      await assertList(db.kysely, list);
      writeNote(`${list}: no rows were counted; its version came by no format of \`redflag watchlist formats\``);
      return;
    }
    const { refusals, rows } = ImportAccount.parse(found);
    for (const refusal of refusals) {
      if (json) writeJson(refusal);
      else writeLine(refusalText(refusal));
    }
    if (refusals.length === 0 && !json) writeNote(`${list}: none of ${rows} rows was refused`);
  });
}
