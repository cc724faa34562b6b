import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useCaller } from "../api/session.ts";
import { hasScreened } from "./has-screened.ts";

/**
 * Whether whoever sets the installation up has its first steps still to do; undefined until that is known. Nobody else is asked
 * for, and where the API does not say, there is nothing to do.
 */
export function useFirstSteps(): boolean | undefined {
  const setsUp = useCaller().roles.some((role) => role === "ops" || role === "admin");
  const { data, isError } = useQuery({
    queryKey: ["first-steps"],
    queryFn: async () => !hasScreened((await api.getInstallation()).body),
    // Once it works it is not asked again; before, each page asks.
    staleTime: ({ state }) => (state.data === false ? Number.POSITIVE_INFINITY : 0),
    enabled: setsUp,
  });
  return setsUp && !isError ? data : false;
}
