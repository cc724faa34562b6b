import type { CallRequest } from "@redflag/contract/http/client";
import type { listListEntries } from "@redflag/contract/http/routes/list-entries";
import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SHARINGS } from "@redflag/domain/entry";

export const TABS = ["entries", "refused", "versions", "diff", "lookbacks"] as const;
export type ListTab = (typeof TABS)[number];

export const CATEGORIES = [...LISTED_CATEGORIES, ...SERVICE_CATEGORIES] as const;

type EntryQuery = NonNullable<CallRequest<typeof listListEntries>["query"]>;

export const STATES: readonly NonNullable<EntryQuery["state"]>[] = ["in_force", "listed_later", "delisted"];

/** What the URL of a list says: which part of it, and what is looked for there. */
export interface ListSearch extends Pick<EntryQuery, "q" | "category" | "sharing" | "state" | "version"> {
  /** Absent: the entries. */
  tab?: ListTab;
  /** The two versions that are held against each other; 0 is the empty list before the first. */
  from?: number;
  to?: number;
}

const SEARCH_CHARS_MIN = 2;
const SEARCH_CHARS_MAX = 128;
const VERSION_MAX = 1_000_000_000;

/** What is not understood is left out. */
export function readListSearch(given: Readonly<Record<string, unknown>>): ListSearch {
  const oneOf = <T extends string>(words: readonly T[], value: unknown) => words.find((word) => word === value);
  const [tab, category] = [oneOf(TABS, given.tab), oneOf(CATEGORIES, given.category)];
  const [sharing, state] = [oneOf(SHARINGS, given.sharing), oneOf(STATES, given.state)];
  const [version, from, to] = [given.version, given.from, given.to].map(versionOf);
  // A number in the URL arrives as one.
  const q = typeof given.q === "string" || typeof given.q === "number" ? String(given.q).trim() : "";
  return {
    ...(tab !== undefined && tab !== "entries" && { tab }),
    ...(q.length >= SEARCH_CHARS_MIN && q.length <= SEARCH_CHARS_MAX && { q }),
    ...(category !== undefined && { category }),
    ...(sharing !== undefined && { sharing }),
    ...(state !== undefined && { state }),
    ...(version !== undefined && version > 0 && { version }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function versionOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= VERSION_MAX ? Number(value) : undefined;
}

/** The entries that the URL asks for, as the API takes it. */
export function entryQueryOf({ q, category, sharing, state, version }: ListSearch): EntryQuery {
  return {
    ...(q !== undefined && { q }),
    ...(category !== undefined && { category }),
    ...(sharing !== undefined && { sharing }),
    ...(state !== undefined && { state }),
    ...(version !== undefined && { version }),
  };
}
