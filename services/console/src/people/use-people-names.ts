import { eachItem } from "@redflag/contract/http/client";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

const PAGE_ROWS = 200;

/** Everybody's name by their id; none until they are known, and for whoever may not see people. */
export function usePeopleNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    // Under the list's own key: whoever is added or renamed is read again.
    queryKey: ["people", "names"],
    queryFn: async () => {
      const users = await Array.fromAsync(eachItem(api.listUsers, { query: { limit: PAGE_ROWS } }));
      return new Map(users.map(({ id, name }) => [id, name]));
    },
    enabled: useMay("users:read"),
  });
  return data ?? NONE;
}

const NONE: ReadonlyMap<string, string> = new Map();
