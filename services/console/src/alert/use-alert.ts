import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { usePreferences } from "../app/preferences.ts";

/** Nobody tells a page what colleagues do with the alert that it shows: it asks. */
const ACTIONS_EVERY_MS = 20_000;
const EVIDENCE_ROWS = 100;

/** An alert taken apart, in the currency that the reader wants besides. */
export function useAlert(id: string) {
  const { currency } = usePreferences();
  return useQuery({
    queryKey: ["alert", id, "detail", currency ?? ""],
    queryFn: async ({ signal }) =>
      (await api.getAlert({ params: { id }, query: { ...(currency !== undefined && { currency }) }, signal })).body,
    // Another currency is the same alert: it stays on the page until the new amounts are there.
    placeholderData: (held) => (held?.id === id ? held : undefined),
    enabled: useMay("alerts:read"),
  });
}

/** What was done with it, the newest first, what the reader may do, and the version that this rests on. */
export function useAlertActions(id: string) {
  return useInfiniteQuery({
    queryKey: ["alert", id, "actions"],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === undefined ? {} : { cursor: pageParam };
      const { body, etag } = await api.listAlertActions({ params: { id }, query, signal });
      return { ...body, version: versionOf(etag) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ACTIONS_EVERY_MS,
    enabled: useMay("alerts:review"),
  });
}

/** The findings in the order in which they were made, with the payments that each fired on and counts. */
export function useEvidence(id: string) {
  return useInfiniteQuery({
    queryKey: ["alert", id, "evidence"],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: EVIDENCE_ROWS, ...(pageParam !== undefined && { cursor: pageParam }) };
      return (await api.listAlertEvidence({ params: { id }, query, signal })).body;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

/** `"7"` of an ETag. */
function versionOf(etag: string | undefined): number | undefined {
  const [, digits] = /"(\d+)"/.exec(etag ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
}
