import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

const PAGE_ROWS_MAX = 200;

/** Every list, with its current version and what a gate holds back: there are tens of them. */
export function useWatchlists() {
  return useQuery({
    queryKey: ["watchlists"],
    queryFn: async () => {
      const lists: Watchlist[] = [];
      for (let cursor: string | undefined; ; ) {
        const { body } = await api.listWatchlists({ query: { limit: PAGE_ROWS_MAX, ...(cursor && { cursor }) } });
        lists.push(...body.items);
        cursor = body.next;
        if (cursor === undefined) return lists;
      }
    },
    enabled: useMay("lists:read"),
  });
}

export function useWatchlist(id: string) {
  return useQuery({
    queryKey: ["watchlists", id],
    queryFn: async () => (await api.getWatchlist({ params: { id } })).body,
    enabled: useMay("lists:read"),
  });
}

/** How lists are fetched, by list; one that is kept by hand is missing. */
export function useListSources() {
  return useQuery({
    queryKey: ["list-sources"],
    queryFn: async () => new Map((await api.listListSources()).body.items.map((source) => [source.list, source])),
  });
}

/** What waits for a second person, as far as one page of the API holds it. */
export function useWaitingProposals() {
  return useQuery({
    queryKey: ["proposals", "waiting-count"],
    queryFn: async () => (await api.listProposals({ query: { state: "waiting", limit: PAGE_ROWS_MAX } })).body.items,
  });
}

/** The newest, of every list unless one is named. */
export function useLookbacks(list?: string) {
  return useQuery({
    queryKey: ["lookbacks", list],
    queryFn: async () => (await api.listLookbacks({ query: list === undefined ? {} : { list } })).body.items,
  });
}
