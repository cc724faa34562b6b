import type { ListEntry, NewEntry } from "@redflag/contract/http/list-entry";
import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES, SHARINGS, type Sharing } from "@redflag/domain/entry";
import { type Command, InvalidArgumentError, Option } from "commander";
import { parseMoment } from "./time-option.ts";

/** What an entry says, as options; each of them may be left out of an edit. */
export interface EntryOptions {
  category?: NewEntry["category"];
  severity?: NewEntry["severity"];
  authority?: string;
  programme?: string;
  reference?: string;
  documentUrl?: string;
  entity?: string;
  jurisdictions?: string[];
  confidence?: number;
  validFrom?: Date;
  validTo?: Date;
  sharing?: Sharing;
}

/** Whom an entry is about, as people write it. */
export type SubjectNames = Pick<NewEntry, "address" | "venue" | "account">;

export function addEntryOptions(command: Command): Command {
  const categories = [...LISTED_CATEGORIES, ...SERVICE_CATEGORIES];
  return command
    .addOption(new Option("--category <word>", "what the address or account stands for").choices(categories))
    .addOption(new Option("--severity <word>", "how grave").choices(SEVERITIES))
    .option("--authority <text>", "who designates; the list's own unless given")
    .option("--programme <text>", "order or programme under which it is listed")
    .option("--reference <text>", "the authority's own id of the designation")
    .option("--document-url <url>", "where the order can be read")
    .option("--entity <text>", "a service's name; people are never named")
    .option("--jurisdictions <codes>", "ISO 3166-1 alpha-2, joined by semicolons", (text) => text.split(";"))
    .option("--confidence <percent>", "how sure it is that it is theirs", parsePercent)
    .option("--valid-from <time>", "first moment of the listing", parseMoment)
    .option("--valid-to <time>", "first moment after it", parseMoment)
    .addOption(sharingOption("who may know of it"));
}

export function sharingOption(description: string): Option {
  return new Option("--sharing <mark>", description).choices(SHARINGS);
}

/** What was given, over what is there. */
export function entryOf(subject: SubjectNames, options: EntryOptions, before?: ListEntry): Partial<NewEntry> {
  const { validFrom, validTo, category, severity, authority, programme, reference, documentUrl } = options;
  const { entity, jurisdictions, confidence, sharing } = options;
  const { id: _, family: __, ...rest } = before ?? { id: "", family: "" };
  return {
    ...rest,
    ...subject,
    ...(category !== undefined && { category }),
    ...(severity !== undefined && { severity }),
    ...(authority !== undefined && { authority }),
    ...(programme !== undefined && { programme }),
    ...(reference !== undefined && { reference }),
    ...(documentUrl !== undefined && { documentUrl }),
    ...(entity !== undefined && { entity }),
    ...(jurisdictions !== undefined && { jurisdictions }),
    ...(confidence !== undefined && { confidence }),
    ...(sharing !== undefined && { sharing }),
    ...(validFrom !== undefined && { validFrom: validFrom.toISOString() }),
    ...(validTo !== undefined && { validTo: validTo.toISOString() }),
  };
}

function parsePercent(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw new InvalidArgumentError("a whole number from 0 to 100 is expected");
}
