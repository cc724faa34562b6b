import type { CallRequest } from "@redflag/contract/http/client";
import type { listAlerts } from "@redflag/contract/http/routes/alerts";
import type { ReviewState } from "@redflag/domain/alert-review";
import { ALERT_SORTS, type AlertSort, alertSortOf, leftOutBySort } from "@redflag/domain/alert-sort";
import { DISPOSITIONS } from "@redflag/domain/disposition";
import { SEVERITIES } from "@redflag/domain/entry";

export const REVIEWS: readonly ReviewState[] = ["open", "assigned", "escalated", "snoozed", "closed"];
export const EXPOSURES = ["DIRECT", "INDIRECT", "BEHAVIORAL"] as const;
export const STATES = ["provisional", "final", "withdrawn"] as const;

/** What is asked where nothing is said about reviews: what waits for somebody now. */
const WAITING = "open,assigned,escalated";
/** Every alert, whatever its review. */
export const ANY_REVIEW = "any";

/** What the address of the queue says: which alerts, in which order, which of them is open beside, which are selected. */
export interface QueueSearch {
  sort?: AlertSort;
  severity?: string;
  exposure?: string;
  state?: string;
  /** Absent: what waits for somebody. */
  review?: string;
  disposition?: string;
  heuristic?: string;
  chain?: string;
  assignee?: string;
  overdue?: true;
  followUp?: true;
  flat?: true;
  q?: string;
  subject?: string;
  transaction?: string;
  list?: string;
  entry?: string;
  from?: string;
  to?: string;
  dueBefore?: string;
  /** The id of the alert that is open beside the list. */
  beside?: string;
  /** Beginnings of ids: a whole selection has room in a URL. */
  selected?: string;
  /** Parameters that an address named and the queue does not take; said to the reader. */
  ignored?: string;
}

export type AlertQuery = NonNullable<CallRequest<typeof listAlerts>["query"]>;

const Hash = /^0x[0-9a-f]{64}$/;
const Time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;
const Uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const QUERY_CHARS_MIN = 2;

type Reader = (text: string) => string | undefined;

const matches =
  (pattern: RegExp): Reader =>
  (text) =>
    pattern.test(text) ? text : undefined;

/** In the order of the words, each once: equal filters are equal addresses. */
const someOf =
  (words: readonly string[]): Reader =>
  (text) => {
    const asked = text.split(",");
    if (asked.some((one) => !words.includes(one))) return undefined;
    return words.filter((one) => asked.includes(one)).join(",");
  };

const TEXTS = {
  severity: someOf(SEVERITIES),
  exposure: someOf(EXPOSURES),
  state: someOf(STATES),
  review: (text) => (text === ANY_REVIEW ? text : someOf(REVIEWS)(text)),
  disposition: someOf(DISPOSITIONS),
  heuristic: matches(/^[a-z][a-z0-9-]*(?:,[a-z][a-z0-9-]*){0,19}$/),
  chain: matches(/^[a-z][-a-z0-9]{0,39}(?::[-_a-zA-Z0-9]{1,32})?$/),
  assignee: matches(new RegExp(`^(?:me|none|${Uuid})$`)),
  q: (text) => (text.trim().length < QUERY_CHARS_MIN || text.length > 128 ? undefined : text.trim()),
  subject: matches(/^\S{1,128}$/),
  transaction: matches(Hash),
  list: matches(/^[a-z0-9][a-z0-9-]{0,63}$/),
  entry: matches(Hash),
  from: matches(Time),
  to: matches(Time),
  dueBefore: matches(Time),
  beside: matches(Hash),
  selected: matches(/^[0-9a-f]{16}(?:\.[0-9a-f]{16}){0,499}$/),
  ignored: matches(/^[\w,]{1,200}$/),
} satisfies Partial<Record<keyof QueueSearch, Reader>>;

const SWITCHES = ["overdue", "followUp", "flat"] as const;

/** Reads what an address says. What the queue does not take is left out, and named in `ignored`. */
export function readQueueSearch(given: Readonly<Record<string, unknown>>): QueueSearch {
  const read: Record<string, string | true> = {};
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const taken = readOne(name, String(value));
    if (taken === undefined) ignored.push(name.replaceAll(/\W/g, "").slice(0, 20));
    else read[name] = taken;
  }
  const named = [...new Set([...(read.ignored === undefined ? [] : String(read.ignored).split(",")), ...ignored])];
  const kept = named.filter((name) => name !== "" && name !== "ignored").slice(0, 9);
  const { ignored: _, ...rest } = read;
  // The router lays this over what the address says: what is not taken has to be said to be absent.
  const absent = Object.fromEntries(Object.keys(given).map((name) => [name, undefined]));
  return { ...absent, ...rest, ...(kept.length > 0 && { ignored: kept.join(",") }) };
}

function readOne(name: string, text: string): string | true | undefined {
  if (name === "sort") return ALERT_SORTS.find((sort) => sort === text);
  if (SWITCHES.some((one) => one === name)) return text === "true" ? true : undefined;
  const reader = Object.entries<Reader>(TEXTS).find(([known]) => known === name)?.[1];
  return reader?.(text);
}

/** What narrows the list, without what is looked at in it. */
export function filterOf({ beside: _, selected: __, ignored: ___, ...filter }: QueueSearch): QueueSearch {
  return filter;
}

/** A filter that names what is sought says nothing about reviews unless it is asked to. */
export function reviewsOf({ review, q, subject, transaction, entry, disposition, followUp }: QueueSearch) {
  if (review === ANY_REVIEW) return undefined;
  if (review !== undefined) return review;
  const seeks = q ?? subject ?? transaction ?? entry ?? disposition ?? followUp;
  return seeks === undefined ? WAITING : undefined;
}

/** The order that is asked for; where nothing that is asked for has a place in it, the newest first. */
export function sortOf(search: QueueSearch): AlertSort {
  const asked = { sort: search.sort, state: search.state?.split(","), review: reviewsOf(search)?.split(",") };
  return leftOutBySort(asked) === undefined ? alertSortOf(asked) : "newest";
}

/** The filter as the API takes it. */
export function alertQueryOf(search: QueueSearch): AlertQuery {
  const { review: _, sort: __, overdue, followUp, flat, ...rest } = filterOf(search);
  const review = reviewsOf(search);
  const sort = sortOf(search);
  return {
    ...rest,
    ...(sort !== "rank" && { sort }),
    ...(review !== undefined && { review }),
    ...(overdue && { overdue: "true" }),
    ...(followUp && { followUp: "true" }),
    ...(flat && { flat: "true" }),
  };
}

/** Equal keys: the same alerts in the same order, however the address was written. */
export function viewKeyOf(search: QueueSearch): string {
  return JSON.stringify(Object.entries(alertQueryOf(search)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export type WordFilter = "severity" | "exposure" | "state" | "review" | "heuristic" | "disposition";

export function wordsOf(search: QueueSearch, filter: WordFilter): string[] {
  const text = search[filter];
  return text === undefined || text === ANY_REVIEW ? [] : text.split(",");
}

/** Another filter is another list: what was selected and noted in the old one goes, what is open beside stays. */
export function narrowed(search: QueueSearch, change: QueueSearch): QueueSearch {
  const { selected: _, ignored: __, ...rest } = { ...search, ...change };
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== ""));
}

const SELECTED_CHARS = 16;
/** What one action takes. */
export const SELECTED_MAX = 500;

export function selectionMark(id: string): string {
  return id.slice(2, 2 + SELECTED_CHARS);
}

export function selectedMarks({ selected }: QueueSearch): ReadonlySet<string> {
  return new Set(selected?.split("."));
}

export function withSelected(search: QueueSearch, marks: ReadonlySet<string>): QueueSearch {
  const { selected: _, ...rest } = search;
  return marks.size === 0 ? rest : { ...rest, selected: [...marks].slice(0, SELECTED_MAX).join(".") };
}
