import type { View } from "@redflag/contract/http/routes/views";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { ANY_REVIEW, alertQueryOf, type QueueSearch, readQueueSearch } from "./queue-search.ts";

const VIEWS = ["views"] as const;

export function useViews() {
  return useQuery({ queryKey: VIEWS, queryFn: async ({ signal }) => (await api.listViews({ signal })).body.items });
}

/** A view as the queue's address says it. The API's own words say nothing about reviews where all are meant. */
export function searchOfView({ query }: Pick<View, "query">): QueueSearch {
  return readQueueSearch({ review: ANY_REVIEW, ...query });
}

/** A filter as the API keeps it: as text. */
function viewQueryOf(search: QueueSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(alertQueryOf(search)).map(([name, value]) => [name, String(value)]));
}

export type ViewChange =
  | { change: "save"; name: string; shared: boolean; search: QueueSearch }
  | { change: "update"; view: View; name?: string; shared?: boolean; search?: QueueSearch }
  | { change: "delete"; view: View };

export function useViewChange(onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (asked: ViewChange) => {
      if (asked.change === "save") {
        const { name, shared, search } = asked;
        await api.createView({ body: { name, shared, query: viewQueryOf(search) } });
        return;
      }
      const { view } = asked;
      const version = { params: { id: view.id }, ifMatch: `"${view.version}"` };
      if (asked.change === "delete") {
        await api.deleteView(version);
        return;
      }
      const { name, shared, search } = asked;
      const query = search && viewQueryOf(search);
      await api.updateView({
        ...version,
        body: { ...(name !== undefined && { name }), ...(shared !== undefined && { shared }), ...(query && { query }) },
      });
    },
    onSuccess: onDone,
    onSettled: () => void client.invalidateQueries({ queryKey: VIEWS }),
  });
}
