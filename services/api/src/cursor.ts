import { createHash, timingSafeEqual } from "node:crypto";
import type { RouteId } from "@redflag/contract/http/routes";
import { Problem } from "@redflag/domain/problem";

type CursorValue = string | number;

const FINGERPRINT_BYTES = 12;
const VALUES_MAX = 4;
const VALUE_CHARS_MAX = 300;

/**
 * Where the next page begins: after these values of the list's order. It is bound to the route and its filters, and holds
 * nothing but a place in what the caller may read anyway, so that making one up gains nothing.
 */
export function encodeCursor(route: RouteId, query: object, after: readonly CursorValue[]): string {
  return Buffer.concat([fingerprint(route, query), Buffer.from(JSON.stringify(after))]).toString("base64url");
}

/**
 * @param kinds of the values, where the caller's query could not bear others
 * @throws Problem `cursor_foreign` for whatever `encodeCursor` did not give for this route and these filters
 */
export function decodeCursor(
  route: RouteId,
  query: object,
  cursor: string,
  kinds?: ReadonlyArray<"string" | "number">,
): readonly CursorValue[] {
  const bytes = Buffer.from(cursor, "base64url");
  const expected = fingerprint(route, query);
  const after = bytes.length > FINGERPRINT_BYTES ? parseValues(bytes.subarray(FINGERPRINT_BYTES)) : undefined;
  const fits =
    after !== undefined &&
    timingSafeEqual(bytes.subarray(0, FINGERPRINT_BYTES), expected) &&
    (kinds === undefined || (kinds.length === after.length && kinds.every((kind, i) => typeof after[i] === kind)));
  if (!fits) throw new Problem("cursor_foreign", "it was not given for this list and these filters");
  return after;
}

function parseValues(bytes: Buffer): readonly CursorValue[] | undefined {
  try {
    const values: unknown = JSON.parse(bytes.toString());
    if (!Array.isArray(values) || values.length === 0 || values.length > VALUES_MAX) return undefined;
    return values.every(isCursorValue) ? values : undefined;
  } catch {
    return undefined;
  }
}

function isCursorValue(value: unknown): value is CursorValue {
  if (typeof value === "number") return Number.isSafeInteger(value);
  return typeof value === "string" && value.length <= VALUE_CHARS_MAX && value.isWellFormed() && !value.includes("\0");
}

/** Of the route and its filters: `limit` may change from page to page. */
function fingerprint(route: RouteId, query: object): Buffer {
  const filters = Object.entries(query)
    .filter(([name, value]) => name !== "limit" && name !== "cursor" && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([route, filters]))
    .digest()
    .subarray(0, FINGERPRINT_BYTES);
}
