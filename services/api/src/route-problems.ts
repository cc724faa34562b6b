import { needsVersion, type Route } from "@redflag/contract/http/route";
import type { ProblemCode } from "@redflag/domain/problem";

/** Every code that a route may answer with: its own, and those that come with what it takes and who may call it. */
export function problemsOf(route: Route): ProblemCode[] {
  const isPublic = route.access === "public";
  const isUnsafe = route.method !== "GET";
  const codes: Array<ProblemCode | false | undefined> = [
    "request_invalid",
    !isPublic && "unauthenticated",
    !isPublic && "forbidden",
    isUnsafe && "csrf_refused",
    route.query?.shape.cursor !== undefined && "cursor_foreign",
    route.body !== undefined && "request_too_large",
    route.body !== undefined && "media_type_unsupported",
    ...(needsVersion(route) ? (["version_missing", "version_outdated"] as const) : []),
    route.idempotent && "idempotency_conflict",
    route.showsSecret && "secret_shown",
    "rate_limited",
    "internal",
    "request_timed_out",
    "database_unreachable",
    ...(route.problems ?? []),
  ];
  return [...new Set(codes.filter((code) => code !== false && code !== undefined))];
}
