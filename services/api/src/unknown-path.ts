import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import { Problem } from "@redflag/domain/problem";
import type { FastifyReply, FastifyRequest } from "fastify";

const PATHS = Object.values<Route>(ROUTES).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/** Throws for whatever no route answers: `method_not_allowed` with `Allow` where another method would be. */
export function refuseUnknownPath(request: FastifyRequest, reply: FastifyReply): never {
  const path = request.url.split("?", 1)[0] ?? "";
  const methods = PATHS.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  if (methods.length === 0) throw new Problem("not_found", "no route has this path");
  const allowed = methods.join(", ");
  reply.header("allow", allowed);
  throw new Problem("method_not_allowed", `this path takes ${allowed}`);
}
