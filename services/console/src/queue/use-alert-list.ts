import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../api/client.ts";
import { ALERT_LISTS, type AlertPage, type AlertPages } from "../review/alert-pages.ts";
import { alertQueryOf, type QueueSearch, viewKeyOf } from "./queue-search.ts";

const FIRST_ROWS = 100;
const ROWS = 200;
/** Pages in sequence without a row, after which the reader is asked whether to look on. */
const EMPTY_PAGES_MAX = 10;
/** Rows that come back from another page of the console are those that were left; after this they are read again. */
const STALE_MS = 120_000;

export function listKeyOf(search: QueueSearch) {
  return [...ALERT_LISTS, viewKeyOf(search)] as const;
}

/** The rows of one filter, page after page as they are scrolled to. By itself nothing is read again: no row moves by itself. */
export function useAlertList(search: QueueSearch) {
  const query = alertQueryOf(search);
  const list = useInfiniteQuery<AlertPage, Error, AlertPages, readonly string[], string | undefined>({
    queryKey: listKeyOf(search),
    queryFn: async ({ pageParam: cursor, signal }) => {
      const limit = cursor === undefined ? FIRST_ROWS : ROWS;
      return (await api.listAlerts({ query: { ...query, limit, cursor }, signal })).body;
    },
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: STALE_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const pages = list.data?.pages;
  const rows = useMemo(() => (pages === undefined ? NO_ROWS : distinct(pages)), [pages]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const isAsking = emptyAtEnd(pages ?? []) >= EMPTY_PAGES_MAX;
  return {
    rows,
    error: list.error,
    isPending: list.isPending,
    isFetching: list.isFetching,
    hasMore: hasNextPage,
    /** Many pages in sequence had nothing: whoever wants more says so. */
    isAsking,
    isFetchingMore: isFetchingNextPage,
    hasFailedMore: isFetchNextPageError,
    fetchMore: () => void fetchNextPage(),
    refetch: () => void list.refetch(),
  };
}

const NO_ROWS: readonly AlertRow[] = [];

/** An alert that has moved between two pages, because its rank has changed, stands where it was first. */
function distinct(pages: readonly AlertPage[]): readonly AlertRow[] {
  const rows = new Map<string, AlertRow>();
  for (const { items } of pages) for (const row of items) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}

function emptyAtEnd(pages: readonly AlertPage[]): number {
  return pages.length - 1 - pages.findLastIndex(({ items }) => items.length > 0);
}
