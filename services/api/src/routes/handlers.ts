import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import { Problem } from "@redflag/domain/problem";
import type { Handler, Handlers } from "../handler.ts";
import { eventHandlers } from "./events.ts";
import { subscriberHandlers } from "./subscribers.ts";

/** Every handler of the API; each file of this folder makes those of its routes. */
export function createHandlers(): Handlers {
  const unbuilt: Handler<Route> = async () => {
    throw new Problem("not_found", "this route is not served here");
  };
  const others = Object.fromEntries(Object.keys(ROUTES).map((id) => [id, unbuilt])) as Handlers;
  return { ...others, ...eventHandlers(), ...subscriberHandlers() };
}
