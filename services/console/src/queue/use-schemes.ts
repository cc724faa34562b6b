import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { ALERT_LISTS, type AlertPages } from "../review/alert-pages.ts";
import { findAlertRow } from "./find-alert-row.ts";

/** The other alerts of a scheme, as a list of its own: what becomes of its rows shows here, too. */
async function listMembers(id: string): Promise<AlertPages> {
  const { body } = await api.getAlert({ params: { id } });
  const rows = await Promise.all(body.related.group.map((member) => findAlertRow(member.id)));
  return { pages: [{ items: rows.filter((row) => row !== undefined) }], pageParams: [undefined] };
}

export interface Scheme {
  members: readonly AlertRow[];
  state: "loading" | "failed" | "there";
}

/** Which schemes are unfolded, and their alerts. */
export function useSchemes() {
  const [unfolded, setUnfolded] = useState<readonly string[]>([]);
  const schemes = useQueries({
    queries: unfolded.map((id) => ({
      queryKey: [...ALERT_LISTS, "scheme", id],
      queryFn: () => listMembers(id),
      refetchOnWindowFocus: false,
    })),
    combine: (results): ReadonlyMap<string, Scheme> =>
      new Map(
        results.map(({ data, isError }, i) => [
          unfolded[i] ?? "",
          {
            members: data?.pages.flatMap(({ items }) => items) ?? [],
            state: data ? "there" : isError ? "failed" : "loading",
          },
        ]),
      ),
  });
  return {
    schemes,
    unfold: (id: string) => setUnfolded((now) => (now.includes(id) ? now : [...now, id])),
    fold: (id: string) => setUnfolded((now) => now.filter((one) => one !== id)),
  };
}
