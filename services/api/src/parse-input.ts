import type { Route, RouteInput } from "@redflag/contract/http/route";
import type { z } from "zod";
import { type Fault, InvalidRequest } from "./invalid-request.ts";

/** More are not listed: a caller mends what is named and asks again. */
const FAULTS_MAX = 50;
const ECHO_CHARS_MAX = 100;

/** What Fastify has read of a request, unchecked. */
export interface RawInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

/**
 * Path, query and body as the route's schemas say.
 * @throws InvalidRequest with every fault of all three
 */
export function parseInput<R extends Route>(route: R, raw: RawInput): RouteInput<R> {
  const faults: Fault[] = [];
  const params = parsePart("params/", route.params, raw.params, faults);
  const query = parsePart("query/", route.query, raw.query, faults);
  const body = parsePart("/", route.body, raw.body, faults);
  if (faults.length > 0) throw new InvalidRequest(faults.slice(0, FAULTS_MAX));
  return { params, query, body } as RouteInput<R>;
}

function parsePart(place: string, schema: z.ZodObject | undefined, raw: unknown, faults: Fault[]): unknown {
  if (schema === undefined) {
    if (!isEmpty(raw)) faults.push({ at: placeOf(place, []), fault: "is not taken here" });
    return undefined;
  }
  const parsed = schema.safeParse(raw ?? (place === "/" ? undefined : {}));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) faults.push(...faultsOf(place, issue));
    return undefined;
  }
  findUnstorable(place, [], parsed.data, faults);
  return parsed.data;
}

function isEmpty(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === "object" && Object.keys(raw).length === 0);
}

function faultsOf(place: string, issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys
      .slice(0, FAULTS_MAX)
      .map((key) => ({ at: placeOf(place, [...issue.path, key]), fault: "is not known" }));
  }
  return [{ at: placeOf(place, issue.path), fault: issue.message.toWellFormed() }];
}

/**
 * Text that is no Unicode, and U+0000, which PostgreSQL cannot hold: refused here once, whatever becomes of the field. Only
 * parsed values are walked, so that the schema bounds the depth.
 */
function findUnstorable(place: string, path: readonly PropertyKey[], value: unknown, faults: Fault[]): void {
  if (typeof value === "string") {
    if (!value.isWellFormed() || value.includes("\0")) {
      faults.push({ at: placeOf(place, path), fault: "has a character that cannot be stored" });
    }
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) findUnstorable(place, [...path, key], item, faults);
}

/** RFC 6901; what a caller made up is cut and made well formed before it is said back. */
function placeOf(place: string, path: readonly PropertyKey[]): string {
  const pointer = path
    .map((part) => String(part).slice(0, ECHO_CHARS_MAX).toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1"))
    .join("/");
  return path.length === 0 ? place.slice(0, -1) : place + pointer;
}
