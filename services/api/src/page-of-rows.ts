import type { RouteId } from "@redflag/contract/http/routes";
import { encodeCursor } from "./cursor.ts";

/** A page of what a list gave when asked for one row more than the page holds. */
export function pageOfRows<Row, Item>(
  route: RouteId,
  query: { limit: number },
  rows: readonly Row[],
  { item, after }: { item: (row: Row) => Item; after: (row: Row) => readonly (string | number)[] },
): { items: Item[]; next?: string } {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const items = shown.map(item);
  if (last === undefined || rows.length <= query.limit) return { items };
  return { items, next: encodeCursor(route, query, after(last)) };
}
