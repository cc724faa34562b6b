import { listEnrichmentLists } from "@redflag/store/enrichment";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { rowListText } from "../context-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addEnrichmentList(enrichment: Command): void {
  enrichment
    .command("list")
    .description("who has supplied how much, and in which version; never what")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag enrichment list"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const lists = await listEnrichmentLists(db.kysely);
          if (lists.length === 0 && !json) writeNote("nobody has supplied any; rules that need it are silent");
          for (const list of lists) {
            if (json) writeJson(list);
            else writeLine(rowListText(list));
          }
        }),
      ),
    );
}
