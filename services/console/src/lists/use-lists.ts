import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";

const PAGE_ROWS_MAX = 200;

/** Every list, with its current version and what a gate holds back. */
export function useWatchlists() {
  return usePages(["lists"], (page) => api.listWatchlists({ query: { ...page, limit: PAGE_ROWS_MAX } }));
}

export function useWatchlist(id: string) {
  return useQuery({
    queryKey: ["lists", id],
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
