import { createHash } from "node:crypto";
import type { RouteId } from "@redflag/contract/http/routes";
import { Problem } from "@redflag/domain/problem";

type After = readonly (string | number)[];

export function encodeCursor(route: RouteId, query: object, after: After): string {
  return Buffer.from(JSON.stringify([digest(route, query), after])).toString("base64url");
}

export function decodeCursor(route: RouteId, query: object, cursor: string): After {
  try {
    const [of, after] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (of === digest(route, query)) return after as After;
  } catch {
    throw new Problem("cursor_foreign", "it cannot be read");
  }
  throw new Problem("cursor_foreign", "it was given by another query");
}

function digest(route: RouteId, query: object): string {
  return createHash("sha256")
    .update(JSON.stringify([route, query]))
    .digest("base64url")
    .slice(0, 16);
}
