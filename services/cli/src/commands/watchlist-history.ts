import { listingBody } from "@redflag/api/list-entry-body";
import type { Listing } from "@redflag/contract/http/routes/watchlists";
import { type EntrySubject, formatSubject, isAccount } from "@redflag/domain/entry-subject";
import { listListings } from "@redflag/store/watchlist-history";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { sayFreezesOf } from "../issuer-freezes.ts";
import { designationText, unnamedText } from "../list-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { addSubject, readSubject, type SubjectOptions } from "../subject-options.ts";
import { withCurrentDatabase } from "../with-database.ts";

const LISTINGS_MAX = 100_000;

export function addWatchlistHistory(watchlist: Command): void {
  addSubject(watchlist.command("history"))
    .description(
      "when each list took an address or account on and off, in which version and by which proposal, and when issuers froze it",
    )
    .addOption(jsonOption("print one JSON object a line, one for each entry"))
    .addHelpText("after", examples("redflag watchlist history 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48"))
    .action((address: string | undefined, { json = false, ...subject }: SubjectOptions & { json?: boolean }) =>
      runCommand((context) => showListings(context, readSubject(address, subject), { json })),
    );
}

/** @param asOf what was known then, and how it stood */
export async function showListings(
  context: CommandContext,
  subject: EntrySubject,
  { json, asOf }: { json: boolean; asOf?: Date },
): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    const page = { limit: LISTINGS_MAX, ...(asOf && { asOf }) };
    const listings = await listListings(db.kysely, isAccount(subject) ? subject : subject.address, page);
    const time = (asOf ?? new Date()).getTime() / 1000;
    for (const listing of listings) {
      const body = listingBody(listing, time);
      if (json) writeJson(body);
      else
        writeLine(
          `${body.list}  ${designationText(listing.entry)}: ${body.state.replaceAll("_", " ")}${unnamedText(listing.entry)}\n${lifeText(body)}`,
        );
    }
    const freezeCount = isAccount(subject)
      ? 0
      : await sayFreezesOf(db.kysely, subject.address, { json, ...(asOf && { asOf }) });
    if (listings.length > 0 || freezeCount > 0 || json) return;
    const when = asOf === undefined ? "was never on a list" : `was on no list that was known at ${asOf.toISOString()}`;
    writeNote(`${formatSubject(subject)} ${when}`);
  });
}

function lifeText({ firstVersion, listedAt, listedBy, endedVersion, endedAt, endedBy }: Listing): string {
  const by = (proposal: string | undefined) => (proposal === undefined ? "" : `, proposal ${proposal}`);
  const lines = [`  version ${firstVersion} at ${listedAt}${by(listedBy)}`];
  if (endedVersion !== undefined) lines.push(`  until version ${endedVersion} at ${endedAt}${by(endedBy)}`);
  return lines.join("\n");
}
