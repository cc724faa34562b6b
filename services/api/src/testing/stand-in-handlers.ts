import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import { z } from "zod";
import type { Answer, Handler, Handlers } from "../handler.ts";
import { sampleOf } from "./sample-of-schema.ts";

/** Handlers that do nothing and answer what fits: for tests of what stands before any handler. */
export function standInHandlers(): Handlers {
  const pairs = Object.entries<Route>(ROUTES).map(([id, route]) => [id, standInOf(route)]);
  return Object.fromEntries(pairs) as Handlers;
}

function standInOf({ method, answer, versioned }: Route): Handler<Route> {
  const given: Answer<Route> = {
    ...(answer.body && { body: sampleOf(z.toJSONSchema(answer.body, { io: "output" })) }),
    ...(answer.file?.[0] && { file: { name: "a.txt", type: answer.file[0], bytes: Buffer.from("a") } }),
    ...(versioned && { version: 1 }),
    ...(answer.status === 302 && { location: "/" }),
  };
  return (call) => (method === "GET" ? Promise.resolve(given) : call.write(async () => given));
}
