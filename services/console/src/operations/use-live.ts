import { type UseQueryResult, useQuery } from "@tanstack/react-query";

const EVERY_MS = 5_000;

/** What the API says now, asked again every few seconds while the page is seen. What was last heard stays if it fails. */
export function useLive<T>(queryKey: readonly unknown[], ask: () => Promise<{ body: T }>, enabled = true) {
  return useQuery({
    queryKey: ["operations", ...queryKey],
    queryFn: async () => (await ask()).body,
    refetchInterval: EVERY_MS,
    staleTime: EVERY_MS,
    enabled,
  });
}

/** For a table: a failure is told in its place only while nothing was ever heard. */
export function pagesOf({ data, error, refetch }: Pick<UseQueryResult, "data" | "error" | "refetch">) {
  return { error: data === undefined ? error : null, refetch };
}

export type TablePages = ReturnType<typeof pagesOf>;
