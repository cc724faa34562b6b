import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { narrowed, type QueueSearch, readQueueSearch, withSelected } from "./queue-search.ts";

const route = getRouteApi("/alerts");

/** What the address says, and what changes it. A filter is a step that the browser's back takes back; where one looks is not. */
export function useQueueSearch() {
  // The router leaves in the address what the route does not know.
  const given = route.useSearch();
  const search = useMemo(() => readQueueSearch({ ...given }), [given]);
  const navigate = route.useNavigate();
  const look = (next: (now: QueueSearch) => QueueSearch) =>
    void navigate({ search: (now) => next(readQueueSearch({ ...now })), replace: true, resetScroll: false });
  return {
    search,
    narrow: (change: QueueSearch) => void navigate({ search: (now) => narrowed(readQueueSearch({ ...now }), change) }),
    show: (view: QueueSearch) => void navigate({ search: ({ beside }) => (beside ? { ...view, beside } : view) }),
    openBeside: (id: string | undefined) => look(({ beside: _, ...rest }) => (id ? { ...rest, beside: id } : rest)),
    select: (marks: ReadonlySet<string>) => look((now) => withSelected(now, marks)),
    forgetIgnored: () => look(({ ignored: _, ...rest }) => rest),
  };
}
