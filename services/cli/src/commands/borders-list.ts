import { listBorderLists } from "@redflag/store/border";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { rowListText } from "../context-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addBordersList(borders: Command): void {
  borders
    .command("list")
    .description("every list of notes with its current version")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag borders list"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const lists = await listBorderLists(db.kysely);
          if (lists.length === 0 && !json) writeNote("no notes; `redflag borders import` brings them");
          for (const list of lists) {
            if (json) writeJson(list);
            else writeLine(rowListText(list));
          }
        }),
      ),
    );
}
