import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "../api/client.ts";

/** How chains are called: their ids until the API has said it. */
export function useChainTitles(): (caip2: string) => string {
  const { data } = useQuery({
    queryKey: ["chains"],
    queryFn: async () => (await api.listChains()).body,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useCallback(
    (caip2) => data?.items.find(({ id, name }) => id === caip2 || name === caip2)?.title ?? caip2,
    [data],
  );
}
