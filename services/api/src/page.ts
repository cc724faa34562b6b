import type { RouteId } from "@redflag/contract/http/routes";
import { encodeCursor } from "./cursor.ts";

interface PageParts<Row, Item> {
  route: RouteId;
  /** The filters: what the cursor is good for. */
  query: object;
  limit: number;
  /** One more than `limit` was asked for: it is not shown, and tells that there is another page. */
  rows: readonly Row[];
  toItem(row: Row): Item;
  keyOf(row: Row): readonly (string | number)[];
}

export function pageBody<Row, Item>({
  route,
  query,
  limit,
  rows,
  toItem,
  keyOf,
}: PageParts<Row, Item>): {
  items: Item[];
  next?: string;
} {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    ...(rows.length > limit && last !== undefined && { next: encodeCursor(route, query, keyOf(last)) }),
  };
}
