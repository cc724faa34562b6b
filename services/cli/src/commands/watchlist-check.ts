import { formatAddress, type ParsedAddress } from "@redflag/domain/address";
import type { AddressFamily } from "@redflag/domain/address-family";
import type { ListedEntry } from "@redflag/domain/entry";
import { isAccount } from "@redflag/domain/entry-subject";
import { formatVenueAccount, type VenueAccount } from "@redflag/domain/venue-account";
import type { Executor } from "@redflag/store/database";
import { entryStatus } from "@redflag/store/entry-status";
import { findEntriesOf, listLists } from "@redflag/store/watchlist";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { sayFreezesOf } from "../issuer-freezes.ts";
import { designationText, unnamedText } from "../list-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { addSubject, readSubject, type SubjectOptions } from "../subject-options.ts";
import { parsePast } from "../time-option.ts";
import { withCurrentDatabase } from "../with-database.ts";
import { showListings } from "./watchlist-history.ts";

type Options = SubjectOptions & { json?: boolean; asOf?: Date };

export function addWatchlistCheck(watchlist: Command): void {
  addSubject(watchlist.command("check"))
    .description(
      "everything that any version of any list says of an address, and every freeze of it by an issuer; or of an account " +
        "at a venue, which no transfer has",
    )
    .option("--as-of <time>", "what was known then, and how it stood", parsePast)
    .addOption(jsonOption("print one JSON object a line, one for each entry or freeze"))
    .addHelpText(
      "after",
      examples(
        "redflag watchlist check 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48",
        "redflag watchlist check 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48 --as-of 2026-01-31T09:30:00Z",
        "redflag watchlist check --venue binance --account 12345678",
      ),
    )
    .action((address: string | undefined, { json = false, asOf, ...names }: Options) =>
      runCommand((context) => {
        const subject = readSubject(address, names);
        if (asOf !== undefined) return showListings(context, subject, { json, asOf });
        return isAccount(subject) ? checkAccount(context, subject, json) : check(context, subject, json);
      }),
    );
}

/** The same bytes under the other family's form: whether one party holds both is not known from that. */
function otherForm(entry: ListedEntry, askedFamily: AddressFamily): string {
  return entry.family === askedFamily ? "" : `, listed as ${formatAddress(entry.address, entry.family)}`;
}

/** What a venue asks of its own customer. */
async function checkAccount(context: CommandContext, account: VenueAccount, json: boolean): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    const lives = await findEntriesOf(db.kysely, account);
    const now = Date.now() / 1000;
    for (const life of lives) {
      const { entry, firstSeq, endedSeq } = life;
      const status = entryStatus(life, now);
      if (json) writeJson({ ...entry, firstSeq, endedSeq, status });
      else writeLine(`${entry.list}  ${designationText(entry)}: ${status}${unnamedText(entry)}`);
    }
    if (lives.length > 0 || json) return;
    await sayNever(db.kysely, formatVenueAccount(account));
  });
}

async function check(context: CommandContext, { address, family }: ParsedAddress, json: boolean): Promise<void> {
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
    await sayNever(db.kysely, formatAddress(address, family));
  });
}

async function sayNever(db: Executor, subject: string): Promise<void> {
  writeLine(`${subject} is on no list and never was (${countOf((await listLists(db)).length, "list")})`);
}
