import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import type { Listing } from "@redflag/contract/http/routes/watchlists";
import { useQueries } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

/** Addresses that are looked up at most, those that fired first. Ours [E]. */
const ADDRESSES_MAX = 8;

/** Entries of lists by their id, with dates and whom they name: a finding's own copy has neither. */
export function useListedEntries({ explanation, exposurePaths }: AlertDetail): ReadonlyMap<string, ListedEntry> {
  const mayRead = useMay("lists:read");
  const wanted = explanation.listings.length > 0 && mayRead ? candidates(explanation, exposurePaths) : [];
  return useQueries({
    queries: wanted.map((address) => ({
      queryKey: ["listings", address],
      queryFn: async () => (await api.listListings({ params: { address } })).body.items,
    })),
    combine: (results) => {
      const found = results.flatMap(({ data = [] }, index) =>
        data.map((listing): [string, ListedEntry] => [listing.entry.id, { ...listing, address: wanted[index] ?? "" }]),
      );
      return new Map(found);
    },
  });
}

export interface ListedEntry extends Listing {
  /** As the chain writes it. */
  address: string;
}

function candidates({ subject, payments }: AlertDetail["explanation"], paths: AlertDetail["exposurePaths"]): string[] {
  const origins = paths?.purses.flatMap(({ exposures }) => exposures.map(({ origin }) => origin)) ?? [];
  const fired = payments
    .filter(({ part }) => part === "finding")
    .flatMap(({ sender, recipient }) => [sender, recipient]);
  return [...new Set([subject, ...origins, ...fired.reverse()])].slice(0, ADDRESSES_MAX);
}
