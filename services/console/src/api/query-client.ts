import { ApiProblem } from "@redflag/contract/http/api-problem";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { noteExpiry } from "./session.ts";

const RETRIES_MAX = 2;
const STALE_MS = 15_000;

/** What the API refuses it refuses again; what did not arrive may arrive the next time. */
function isWorthAnotherTry(failures: number, error: Error): boolean {
  return failures < RETRIES_MAX && !(error instanceof ApiProblem && error.status < 500);
}

function onError(error: Error): void {
  if (error instanceof ApiProblem && error.code === "unauthenticated") noteExpiry();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // Without a network a call is made and fails: the page says so. Put off, it would look as if it was on its way.
    queries: { networkMode: "always", retry: isWorthAnotherTry, staleTime: STALE_MS, refetchOnWindowFocus: true },
    mutations: { networkMode: "always", retry: false },
  },
});
