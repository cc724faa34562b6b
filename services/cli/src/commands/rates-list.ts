import { listRateLists } from "@redflag/store/rate";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { rateListJson, rateListText } from "../rate-text.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addRatesList(rates: Command): void {
  rates
    .command("list")
    .description("every rate list with its current version")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag rates list"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const lists = await listRateLists(db.kysely);
          if (lists.length === 0 && !json) writeNote("no rates; `redflag rates import` brings them");
          for (const list of lists) {
            if (json) writeJson(rateListJson(list));
            else writeLine(rateListText(list));
          }
        }),
      ),
    );
}
