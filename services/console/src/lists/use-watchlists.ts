import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

const PAGE_ROWS = 200;

/** Every list, by id: there are tens of them. */
export function useWatchlists() {
  return useQuery({
    queryKey: ["watchlists", "all"],
    queryFn: async () => {
      const lists: Watchlist[] = [];
      for (let cursor: string | undefined; ; ) {
        const { body } = await api.listWatchlists({ query: { limit: PAGE_ROWS, ...(cursor && { cursor }) } });
        lists.push(...body.items);
        cursor = body.next;
        if (cursor === undefined) return lists;
      }
    },
    enabled: useMay("lists:read"),
  });
}
