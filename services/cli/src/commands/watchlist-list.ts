import { listHeldVersions } from "@redflag/store/list-gate";
import { listListSources } from "@redflag/store/list-source";
import { listLists } from "@redflag/store/watchlist";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { sayIssuerFreezes } from "../issuer-freezes.ts";
import { sourceJson, sourceText } from "../list-source-text.ts";
import { heldText, listText } from "../list-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addWatchlistList(watchlist: Command): void {
  watchlist
    .command("list")
    .description("every list with its current version, what a gate of it holds back, and what issuers have frozen")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist list"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const lists = await listLists(db.kysely);
          const held = new Map((await listHeldVersions(db.kysely)).map((version) => [version.list, version]));
          const sources = new Map((await listListSources(db.kysely)).map((source) => [source.list.id, source]));
          const now = new Date();
          if (lists.length === 0 && held.size === 0 && sources.size === 0 && !json)
            writeNote("no lists; `redflag start` and `redflag ingest` bring the shipped ones");
          for (const list of lists) {
            const waiting = held.get(list.id);
            held.delete(list.id);
            const source = sources.get(list.id);
            sources.delete(list.id);
            if (json)
              writeJson({ ...list, ...(waiting && { held: waiting }), ...(source && { fetched: sourceJson(source) }) });
            else {
              writeLine(waiting === undefined ? listText(list) : `${listText(list)}\n  ${heldText(waiting)}`);
              if (source !== undefined) writeLine(`  ${sourceText(source, now)}`);
            }
          }
          // Of a list that has no version yet.
          for (const source of sources.values()) {
            const { id, title, authority } = source.list;
            if (json) writeJson({ id, title, authority, fetched: sourceJson(source) });
            else writeLine(`${id}  no version yet\n  ${title}, by ${authority}\n  ${sourceText(source, now)}`);
          }
          // Of a list whose every version was held back.
          for (const waiting of held.values()) {
            if (json) writeJson({ id: waiting.list, held: waiting });
            else writeLine(heldText(waiting));
          }
          await sayIssuerFreezes(db.kysely, json);
        }),
      ),
    );
}
