import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES, type Severity } from "@redflag/domain/entry";
import { z } from "zod";
import { SeverityWord } from "./alert-words.ts";
import { Id } from "./http/fields.ts";
import { Caip2, Caip10, HeuristicId } from "./identifiers.ts";

/** What a webhook can be about. `endpoint.test` is sent to the subscription that asked for it, whatever its filter. */
export const EVENT_TYPES = [
  "alert.created",
  "alert.updated",
  "alert.final",
  "alert.withdrawn",
  "watchlist.entry_added",
  "watchlist.entry_removed",
  "subscription.disabled",
  "endpoint.test",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Of each kind of thing that a filter names. */
const NAMED_MAX = 100;

/** Such as `ofac-sdn`. */
const ListId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** Which events a subscription is for. What is absent does not narrow it, but `lists`: a list is followed once it is named. */
export const SubscriptionFilter = z.strictObject({
  types: named(z.enum(EVENT_TYPES)).optional(),
  severityMin: SeverityWord.optional(),
  categories: named(z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES])).optional(),
  chains: named(Caip2).optional(),
  tokens: named(Caip10).optional(),
  heuristics: named(HeuristicId).optional(),
  /** ISO 3166-1 alpha-2. What an event says nothing of is not narrowed by it. */
  jurisdictions: named(z.string().regex(/^[A-Z]{2}$/, "is not two capital letters of ISO 3166-1")).optional(),
  /** Of these lists also what is added and removed is told. */
  lists: named(ListId).optional(),
  /** A set of your own addresses: what has one of them as its subject, as a party, or on a list. */
  addressSet: Id.optional(),
  /** Of alerts `alert.final`, and `alert.withdrawn` where `alert.final` was told before. */
  finalOnly: z.boolean().optional(),
});
export type SubscriptionFilter = z.infer<typeof SubscriptionFilter>;

function named<Item extends z.ZodType>(item: Item) {
  return z.array(item).min(1).max(NAMED_MAX);
}

interface FilteredListing {
  category: string;
  jurisdictions?: readonly string[] | undefined;
}

/** What of an event's payload filters look at: any payload is one. */
export interface FilteredPayload {
  type: string;
  chain?: string | undefined;
  heuristic?: string | undefined;
  severity?: Severity | undefined;
  transfers?: ReadonlyArray<{ token: string }> | undefined;
  moreTransfers?: number | undefined;
  listings?: readonly FilteredListing[] | undefined;
  list?: string | undefined;
  entries?: ReadonlyArray<FilteredListing & { severity: Severity }> | undefined;
  moreEntries?: number | undefined;
}

/**
 * Whether a subscription is for an event. What the payload leaves open lets it pass: a receiver can leave an event out, and
 * cannot miss one that it never had.
 * @param isOwn whether one of `addressesOf(payload)` is in the filter's address set; undefined where it names none
 * @param wasFinal of `alert.withdrawn`, whether `alert.final` of the same alert was told before; undefined where nobody looked
 */
export function matchesFilter(
  filter: SubscriptionFilter,
  payload: FilteredPayload,
  isOwn: boolean | undefined,
  wasFinal?: boolean,
): boolean {
  const { type } = payload;
  if (type === "endpoint.test" || !includes(filter.types, type)) return false;
  if (type === "subscription.disabled") return true;
  if (filter.addressSet !== undefined && isOwn !== true) return false;
  return type.startsWith("watchlist.")
    ? matchesListChange(filter, payload)
    : matchesAlert(filter, payload, wasFinal ?? true);
}

function matchesListChange(
  filter: SubscriptionFilter,
  { list, entries = [], moreEntries = 0 }: FilteredPayload,
): boolean {
  if (list === undefined || filter.lists === undefined || !filter.lists.includes(list)) return false;
  // Those that are not told may be of any kind.
  return (
    moreEntries > 0 ||
    entries.some(
      (entry) =>
        isAsSevere(filter, entry.severity) &&
        includes(filter.categories, entry.category) &&
        isOfJurisdiction(filter, entry),
    )
  );
}

function matchesAlert(filter: SubscriptionFilter, payload: FilteredPayload, wasFinal: boolean): boolean {
  const { type, chain, heuristic, transfers = [], moreTransfers = 0, severity, listings = [] } = payload;
  if (filter.finalOnly && type !== "alert.final" && !(type === "alert.withdrawn" && wasFinal)) return false;
  const isOfToken =
    filter.tokens === undefined || moreTransfers > 0 || transfers.some(({ token }) => includes(filter.tokens, token));
  if (!includes(filter.chains, chain) || !includes(filter.heuristics, heuristic) || !isOfToken) return false;
  // Lists change: whoever acted upon an alert when it met the filter must hear that it is gone when it no longer does.
  if (type === "alert.withdrawn") return true;
  return (
    isAsSevere(filter, severity) &&
    (filter.categories === undefined || listings.some(({ category }) => includes(filter.categories, category))) &&
    (listings.length === 0 || listings.some((listing) => isOfJurisdiction(filter, listing)))
  );
}

function includes(names: readonly string[] | undefined, name: string | undefined): boolean {
  return names === undefined || (name !== undefined && names.includes(name));
}

function isAsSevere({ severityMin }: SubscriptionFilter, severity: Severity | undefined): boolean {
  if (severityMin === undefined) return true;
  return severity !== undefined && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(severityMin);
}

function isOfJurisdiction(
  { jurisdictions: asked }: SubscriptionFilter,
  { jurisdictions: told }: FilteredListing,
): boolean {
  return told === undefined || told.length === 0 || told.some((country) => includes(asked, country));
}
