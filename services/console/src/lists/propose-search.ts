import { type EntryCategory, LISTED_CATEGORIES, SERVICE_CATEGORIES } from "@redflag/domain/entry";

/** What can be done to a list, each a place of its own in the URL. */
export const WAYS = ["add", "import", "entries", "sharing", "accept"] as const;
export type Way = (typeof WAYS)[number];

/** An entry that another page has begun. */
export interface BegunEntry {
  address: string;
  category?: EntryCategory | undefined;
  entity?: string | undefined;
  confidence?: number | undefined;
}

export interface ProposeSearch {
  way?: Way | undefined;
  /** Ids of entries that another page has chosen. */
  remove?: string | undefined;
  /** The same, for their mark of sharing. */
  entries?: string | undefined;
  /** Id of a version that a gate held back. */
  accept?: string | undefined;
  add?: readonly BegunEntry[] | undefined;
}

/** As many as a URL carries. */
export const BEGUN_ENTRIES_MAX = 50;
const CATEGORIES: readonly EntryCategory[] = [...LISTED_CATEGORIES, ...SERVICE_CATEGORIES];
const ADDRESS = /^[0-9A-Za-z]{1,64}$/;
const ID = /^0x[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TEXT_CHARS_MAX = 200;

/** Whatever does not fit is left out: a link may be anybody's. */
export function readProposeSearch(search: Record<string, unknown>): ProposeSearch {
  const way = WAYS.find((one) => one === search.way);
  const [remove, entries] = [idsIn(search.remove), idsIn(search.entries)];
  const add = Array.isArray(search.add) ? search.add.slice(0, BEGUN_ENTRIES_MAX).flatMap(begunEntry) : [];
  return {
    ...(way !== undefined && { way }),
    ...(remove.length > 0 && { remove: remove.join(",") }),
    ...(entries.length > 0 && { entries: entries.join(",") }),
    ...(typeof search.accept === "string" && UUID.test(search.accept) && { accept: search.accept }),
    ...(add.length > 0 && { add }),
  };
}

/** What the URL is about, where it does not say so itself. */
export function wayOf({ way, remove, entries, accept }: ProposeSearch): Way {
  if (way !== undefined) return way;
  if (accept !== undefined) return "accept";
  if (remove !== undefined) return "entries";
  return entries === undefined ? "add" : "sharing";
}

/** Each once. */
export function idsIn(text: unknown): string[] {
  return typeof text === "string" ? [...new Set(text.split(",").filter((id) => ID.test(id)))] : [];
}

function begunEntry(given: unknown): BegunEntry[] {
  if (typeof given !== "object" || given === null) return [];
  const { address, category, entity, confidence } = given as Record<string, unknown>;
  if (typeof address !== "string" || !ADDRESS.test(address)) return [];
  const known = CATEGORIES.find((one) => one === category);
  const isPercent =
    typeof confidence === "number" && Number.isInteger(confidence) && confidence >= 0 && confidence <= 100;
  return [
    {
      address,
      ...(known !== undefined && { category: known }),
      ...(typeof entity === "string" && { entity: entity.slice(0, TEXT_CHARS_MAX) }),
      ...(isPercent && { confidence }),
    },
  ];
}
