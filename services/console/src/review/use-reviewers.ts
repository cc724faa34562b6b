import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

const STALE_MS = 300_000;
export const REVIEWERS = ["reviewers"] as const;

/** Whom an alert can be given to. */
export function useReviewers() {
  return useQuery({
    queryKey: REVIEWERS,
    queryFn: async () => (await api.listReviewers()).body,
    enabled: useMay("alerts:review"),
    staleTime: STALE_MS,
  });
}
