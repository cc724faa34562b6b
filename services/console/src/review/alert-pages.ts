import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";

/** Every list of alerts that is held begins with this key: what becomes of a row shows in each of them. */
export const ALERT_LISTS = ["alerts", "list"] as const;

export interface AlertPage {
  items: AlertRow[];
  next?: string | undefined;
}

export type AlertPages = InfiniteData<AlertPage, string | undefined>;

/** Changes rows where they stand; pages without a changed row stay the same objects. */
export function changeRows(client: QueryClient, change: (row: AlertRow) => AlertRow): void {
  client.setQueriesData<AlertPages>({ queryKey: ALERT_LISTS }, (held) => held && withRows(held, change));
}

function withRows(held: AlertPages, change: (row: AlertRow) => AlertRow): AlertPages {
  const pages = held.pages.map((page) => {
    const items = page.items.map(change);
    return items.some((row, i) => row !== page.items[i]) ? { ...page, items } : page;
  });
  return pages.some((page, i) => page !== held.pages[i]) ? { ...held, pages } : held;
}

/** The rows of these alerts, as any list holds them. */
export function findRows(client: QueryClient, ids: ReadonlySet<string>): Map<string, AlertRow> {
  const found = new Map<string, AlertRow>();
  for (const [, held] of client.getQueriesData<AlertPages>({ queryKey: ALERT_LISTS })) {
    for (const page of held?.pages ?? []) for (const row of page.items) if (ids.has(row.id)) found.set(row.id, row);
  }
  return found;
}
