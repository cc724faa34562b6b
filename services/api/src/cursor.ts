import type { RouteId } from "@redflag/contract/http/routes";
import { Problem } from "@redflag/domain/problem";

/** Where the next page of this query begins. */
export function encodeCursor(route: RouteId, query: object, after: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify({ query: fingerprint(route, query), after })).toString("base64url");
}

/** @throws Problem `cursor_foreign` */
export function decodeCursor(route: RouteId, query: object, cursor: string): readonly (string | number)[] {
  try {
    const { query: of, after } = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (of === fingerprint(route, query) && Array.isArray(after)) return after;
  } catch {
    // Not one of ours, and answered as one of another query.
  }
  throw new Problem("cursor_foreign", `it was not given for this query of ${route}`);
}

function fingerprint(route: RouteId, query: object): string {
  const entries = Object.entries(query).filter(([name]) => name !== "cursor");
  return JSON.stringify([route, entries.sort()]);
}
