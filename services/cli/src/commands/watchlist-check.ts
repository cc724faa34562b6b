import { formatAddress, parseAddress } from "@redflag/domain/address";
import type { AddressFamily } from "@redflag/domain/address-family";
import type { ListedEntry } from "@redflag/domain/entry";
import { findEntriesOf, listLists } from "@redflag/store/watchlist";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { sayFreezesOf } from "../issuer-freezes.ts";
import { designationText, entryStatus } from "../list-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { parseMoment } from "../time-option.ts";
import { withCurrentDatabase } from "../with-database.ts";
import { showListings } from "./watchlist-history.ts";

export function addWatchlistCheck(watchlist: Command): void {
  watchlist
    .command("check")
    .argument("<address>", "0x and 40 hex digits, or T and 33 characters on TRON")
    .description("everything that any version of any list says of an address, and every freeze of it by an issuer")
    .option("--as-of <time>", "what was known then, and how it stood", parseMoment)
    .addOption(jsonOption("print one JSON object a line, one for each entry or freeze"))
    .addHelpText(
      "after",
      examples(
        "redflag watchlist check 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48",
        "redflag watchlist check 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48 --as-of 2026-01-31T09:30:00Z",
      ),
    )
    .action((address: string, { json = false, asOf }: { json?: boolean; asOf?: Date }) =>
      runCommand((context) =>
        asOf === undefined
          ? check(context, address, json)
          : showListings(context, parseAddress(address), { json, asOf }),
      ),
    );
}

/** The same bytes under the other family's form: whether one party holds both is not known from that. */
function otherForm(entry: ListedEntry, askedFamily: AddressFamily): string {
  return entry.family === askedFamily ? "" : `, listed as ${formatAddress(entry.address, entry.family)}`;
}

async function check(context: CommandContext, text: string, json: boolean): Promise<void> {
  const { address, family } = parseAddress(text);
  await withCurrentDatabase(context, async ({ db }) => {
    const lives = await findEntriesOf(db.kysely, address);
    const now = Date.now() / 1000;
    for (const life of lives) {
      const { entry, firstSeq, endedSeq } = life;
      const status = entryStatus(life, now);
      if (json) writeJson({ ...entry, address: formatAddress(address, entry.family), firstSeq, endedSeq, status });
      else writeLine(`${entry.list}  ${designationText(entry)}: ${status}${otherForm(entry, family)}`);
    }
    const freezeCount = await sayFreezesOf(db.kysely, address, { json });
    if (lives.length > 0 || freezeCount > 0 || json) return;
    writeLine(
      `${formatAddress(address, family)} is on none of ${countOf((await listLists(db.kysely)).length, "list")}`,
    );
  });
}
