import type { EventType, SubscriptionFilter } from "@redflag/contract/subscription-filter";
import type { EntryCategory, Severity } from "@redflag/domain/entry";

/** What a filter can be for. A test holds these to the API's own; its schemas would be most of the page. */
export const FILTER_TYPES: readonly EventType[] = [
  "alert.created",
  "alert.updated",
  "alert.final",
  "alert.withdrawn",
  "watchlist.entry_added",
  "watchlist.entry_removed",
  "subscription.disabled",
];
/** Rules of whose findings exchanges are told. */
export const FILTER_RULES: readonly string[] = ["watchlist-hit", "alias-hit", "issuer-freeze"];

/** A filter while it is filled in: what nobody chose does not narrow it. */
export interface FilterDraft {
  types: readonly string[];
  severityMin: Severity | "any";
  categories: readonly string[];
  chains: readonly string[];
  heuristics: readonly string[];
  /** As they were typed: with spaces, commas or lines between them. */
  tokens: string;
  jurisdictions: string;
  lists: string;
  /** Empty: of any address. */
  addressSet: string;
  finalOnly: boolean;
}

export function draftOf(filter: SubscriptionFilter): FilterDraft {
  return {
    types: filter.types ?? [],
    severityMin: filter.severityMin ?? "any",
    categories: filter.categories ?? [],
    chains: filter.chains ?? [],
    heuristics: filter.heuristics ?? [],
    tokens: (filter.tokens ?? []).join("\n"),
    jurisdictions: (filter.jurisdictions ?? []).join(" "),
    lists: (filter.lists ?? []).join(" "),
    addressSet: filter.addressSet ?? "",
    finalOnly: filter.finalOnly ?? false,
  };
}

/** What is wrong with it is the API's to say, which names the place. */
export function filterOf(draft: FilterDraft): SubscriptionFilter {
  const { severityMin, addressSet, finalOnly } = draft;
  return {
    ...some("types", draft.types as EventType[]),
    ...(severityMin !== "any" && { severityMin }),
    ...some("categories", draft.categories as EntryCategory[]),
    ...some("chains", draft.chains),
    ...some("tokens", wordsOf(draft.tokens)),
    ...some("heuristics", draft.heuristics),
    ...some("jurisdictions", wordsOf(draft.jurisdictions.toUpperCase())),
    ...some("lists", wordsOf(draft.lists)),
    ...(addressSet !== "" && { addressSet }),
    ...(finalOnly && { finalOnly }),
  };
}

function some<Name extends string, Item>(name: Name, items: readonly Item[]): { [N in Name]?: Item[] } {
  return items.length === 0 ? {} : ({ [name]: [...items] } as { [N in Name]?: Item[] });
}

function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ""))];
}
