import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

const STALE_MS = 30_000;

export function useCounts() {
  return useQuery({
    queryKey: ["alerts", "counts"],
    queryFn: async ({ signal }) => (await api.getAlertCounts({ signal })).body,
    staleTime: STALE_MS,
  });
}
