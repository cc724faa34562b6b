import { IMPORTERS } from "@redflag/lists/importer-registry";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";

export function addWatchlistFormats(watchlist: Command): void {
  watchlist
    .command("formats")
    .description("every format that a list is imported from, with its files")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist formats"))
    .action(({ json = false }: { json?: boolean }) => {
      for (const { id, title, parts, rowsBelongTo } of IMPORTERS) {
        if (json) writeJson({ id, title, parts, rowsBelongTo });
        else writeLine(`${id}  ${title}\n  ${parts.join(" ")}`);
      }
    });
}
