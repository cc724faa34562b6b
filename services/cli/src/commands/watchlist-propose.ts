import { randomUUID } from "node:crypto";
import type { Client } from "@redflag/contract/http/client";
import type { ListEntry, NewEntry } from "@redflag/contract/http/list-entry";
import type { NewChange } from "@redflag/contract/http/routes/list-proposals";
import type { Sharing } from "@redflag/domain/entry";
import { isAccount } from "@redflag/domain/entry-subject";
import { Problem } from "@redflag/domain/problem";
import { type Command, Option } from "commander";
import { type ApiOptions, addApiOptions, askApi } from "../api-options.ts";
import { examples, jsonOption } from "../command-options.ts";
import { addEntryOptions, type EntryOptions, entryOf, type SubjectNames, sharingOption } from "../entry-options.ts";
import { parseListId } from "../list-id.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { parseId, parseName } from "../person-options.ts";
import { effectText, proposalText } from "../proposal-text.ts";
import { runCommand } from "../run-command.ts";
import { addSubject, readSubject, type SubjectOptions } from "../subject-options.ts";

interface Options extends ApiOptions, SubjectOptions {
  list: string;
  reason: string;
  dryRun?: boolean;
  emergency?: boolean;
  json?: boolean;
}
type AddOptions = Options & EntryOptions & { title?: string };
type EditOptions = Options & EntryOptions & { entry?: string };
type SharingOptions = Options & { sharing: Sharing; entry?: string[] };

/** Every change of a list by hand: somebody else approves it, unless it is an emergency. */
export function addWatchlistPropose(watchlist: Command): void {
  const propose = watchlist
    .command("propose")
    .description("propose a change of a list, which takes effect when somebody else approves it")
    .addHelpText("after", examples(`${EXAMPLE} remove T… --reason "order annulled"`));

  addEntryOptions(addSubject(proposal(propose, "add", "an entry")))
    .option("--title <text>", "begins the list, of --authority, where it is not there yet", parseName)
    .addHelpText("after", examples(`${EXAMPLE} add T… --category sanctions --severity HIGH --reason "order 43/25"`))
    .addHelpText("after", examples(`${EXAMPLE} add --venue binance --account 12345678 --category sanctions …`))
    .action((address: string | undefined, options: AddOptions) =>
      submit(options, async () => ({ add: [newEntry(namesOf(address, options), options)], ...begun(options) })),
    );

  addEntryOptions(addSubject(proposal(propose, "edit", "other words for an entry")))
    .option("--entry <id>", "which one, where the list has several of the address or account")
    .addHelpText("after", examples(`${EXAMPLE} edit T… --severity SEVERE --reason "second order"`))
    .action((address: string | undefined, options: EditOptions) =>
      submit(options, async (client) => {
        const names = namesOf(address, options);
        const [entry] = await listLive(client, names, options, { single: true });
        return { remove: [entry?.id ?? ""], add: [entryOf(names, options, entry) as NewEntry] };
      }),
    );

  addSubject(proposal(propose, "remove", "that an address or account, or one entry of it, leaves"))
    .option("--entry <id>", "this entry alone; without it all that the list has of the address or account")
    .addHelpText("after", examples(`${EXAMPLE} remove T… --reason "order annulled"`))
    .action((address: string | undefined, options: EditOptions) =>
      submit(options, async (client) => ({
        remove: idsOf(await listLive(client, namesOf(address, options), options)),
      })),
    );

  proposal(propose, "sharing", "who may know of a list, or of entries")
    .addOption(sharingOption("who may know").makeOptionMandatory())
    .option("--entry <id...>", "of these alone; without it of the whole list, also of what an import brings later")
    .addHelpText("after", examples(`${EXAMPLE} sharing --sharing TLP:GREEN --reason "agreed with the authority"`))
    .action(({ sharing, entry: entries, ...options }: SharingOptions) =>
      submit(options, async () => ({ sharing, ...(entries !== undefined && { entries }) })),
    );

  proposal(propose, "accept", "to let in a version that a gate of the list holds back")
    .addOption(new Option("--held <id>", "which").argParser(parseId).makeOptionMandatory())
    .addHelpText("after", examples(`${EXAMPLE} accept --held 0b6f5c1e-… --reason "the authority confirmed it"`))
    .action(({ held, ...options }: Options & { held: string }) => submit(options, async () => ({ accept: held })));
}

const EXAMPLE = "redflag watchlist propose --list seizures --key-file ada.key";

function proposal(parent: Command, name: string, description: string): Command {
  const command = parent.command(name).description(`propose ${description}`);
  return addApiOptions(command)
    .addOption(new Option("--list <id>", "the list").argParser(parseListId).makeOptionMandatory())
    .requiredOption("--reason <text>", "why, for whoever decides and for the audit")
    .option("--dry-run", "show what would change, and propose nothing")
    .option("--emergency", "change it at once, alone: marked for ever, and shown until somebody else confirms it")
    .addOption(jsonOption("print the proposal, or with --dry-run what it would do, as one JSON object"));
}

/** Shows what would change, then asks for it. */
async function submit(options: Options, changeOf: (client: Client) => Promise<NewChange>): Promise<void> {
  const { list, reason, dryRun = false, emergency = false, json = false } = options;
  await runCommand(() =>
    askApi(options, async (client) => {
      const change = await changeOf(client);
      const params = { id: list };
      const { body: effect } = await client.previewProposal({ params, body: change });
      if (!json) writeLine(effectText(effect));
      else if (dryRun) writeJson(effect);
      if (dryRun) return;
      const request = { params, body: { ...change, reason }, idempotencyKey: randomUUID() };
      const { body } = await (emergency ? client.createEmergency(request) : client.createProposal(request));
      if (json) return writeJson(body);
      writeLine(proposalText(body));
      writeNote(
        emergency
          ? `in effect; somebody else confirms it: redflag watchlist approve ${body.id}, or takes it back: reject`
          : `somebody else decides it: redflag watchlist approve ${body.id}, or reject`,
      );
    }),
  );
}

/** An address as it was written: it is the API that reads it. */
function namesOf(address: string | undefined, { venue, account }: SubjectOptions): SubjectNames {
  if (address !== undefined && venue === undefined && account === undefined) return { address };
  const subject = readSubject(address, {
    ...(venue !== undefined && { venue }),
    ...(account !== undefined && { account }),
  });
  return isAccount(subject) ? subject : { address };
}

function newEntry(names: SubjectNames, options: AddOptions): NewEntry {
  if (options.category === undefined) throw missing("--category", "what the address or account stands for");
  if (options.severity === undefined) throw missing("--severity", "how grave it is");
  return entryOf(names, options) as NewEntry;
}

function begun({ title, authority }: AddOptions): Pick<NewChange, "list"> {
  if (title === undefined) return {};
  if (authority === undefined) throw missing("--authority", "who designates on the new list");
  return { list: { title, authority } };
}

function missing(option: string, what: string): Problem {
  return new Problem("list_undescribed", `${option} is missing: ${what}`);
}

/** What the list has of the subject now; `--entry` chooses. */
async function listLive(
  client: Client,
  { address, venue, account }: SubjectNames,
  { list, entry: id }: EditOptions,
  { single = false } = {},
): Promise<ListEntry[]> {
  const { body } =
    venue === undefined || account === undefined
      ? await client.listListings({ params: { address: address ?? "" } })
      : await client.listAccountListings({ params: { venue, account } });
  const live = body.items.filter((listing) => listing.list === list && listing.endedVersion === undefined);
  const chosen = live
    .map(({ entry }) => entry)
    .filter((entry) => entry.venue === venue && (id === undefined || entry.id === id));
  const name = address ?? `account ${account} at ${venue}`;
  if (chosen.length === 0) throw new Problem("not_found", `${list} has no such entry of ${name}`);
  if (single && chosen.length > 1) {
    throw new Problem("not_found", `${list} has several entries of ${name}; --entry is one of ${idsOf(chosen)}`);
  }
  return chosen;
}

function idsOf(entries: readonly ListEntry[]): string[] {
  return entries.map(({ id }) => id);
}
