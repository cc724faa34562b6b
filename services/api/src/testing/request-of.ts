import { needsVersion, type Route } from "@redflag/contract/http/route";
import { z } from "zod";
import { sampleOf } from "./sample-of-schema.ts";

/** The smallest request that this route takes, every required field a sample. */
export function requestOf(route: Route, headers: Readonly<Record<string, string>> = {}) {
  const params = route.params && (sampleOf(z.toJSONSchema(route.params, { io: "input" })) as Record<string, string>);
  const body = route.body && sampleOf(z.toJSONSchema(route.body, { io: "input" }));
  const query = route.query && sampleOf(z.toJSONSchema(route.query, { io: "input" }));
  const asked = new URLSearchParams((query ?? {}) as Record<string, string>).toString();
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ""));
  const init: RequestInit = {
    method: route.method,
    redirect: "manual",
    headers: {
      ...headers,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(needsVersion(route) && { "if-match": '"1"' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  return { path: asked === "" ? path : `${path}?${asked}`, init };
}
