import { needsVersion, type Route } from "@redflag/contract/http/route";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuditTrail } from "./audit-trail.ts";
import type { Databases } from "./database-access.ts";
import { entityTag, parseIfMatch } from "./entity-tag.ts";
import type { Answer, Handler } from "./handler.ts";
import { IdempotentRequest, type Remembered } from "./idempotency.ts";
import { OpenCall } from "./open-call.ts";
import { parseInput } from "./parse-input.ts";
import type { RequestState } from "./request-state.ts";
import { cookieHeader } from "./session-cookie.ts";
import { withinTime } from "./within-time.ts";

export interface ServeDeps {
  databases: Databases;
  trail: AuditTrail;
  now: () => Date;
  secure: boolean;
  handlerTimeoutMs: number;
}

/** From a request that may come in, to its answer: parsed, given to the handler, recorded, sent. Throws what goes wrong. */
export function serveRoute(route: Route, handler: Handler<Route>, deps: ServeDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const state = request.state as RequestState;
    const input = parseInput(route, request);
    const { method, url, headers } = request;
    const ifMatch = needsVersion(route) ? parseIfMatch(headers["if-match"]) : undefined;
    const now = deps.now();
    const asked = { method, url, body: input.body };
    const idempotent = IdempotentRequest.of(state, headers["idempotency-key"], asked, now);
    const call = new OpenCall({ ...deps, request, state, input, ifMatch, idempotent, now });
    const abort = (reason: Error) => call.abort(reason);
    if (idempotent === undefined) {
      const answer = await withinTime(deps.handlerTimeoutMs, abort, () => handler(call));
      return send(answer, request, reply, route, deps);
    }

    const findAnswer = () => idempotent.findAnswer(deps.databases.staff);
    let remembered = await findAnswer();
    if (remembered === undefined) {
      let answer: Answer<Route> | undefined;
      try {
        answer = await withinTime(deps.handlerTimeoutMs, abort, () => handler(call));
      } catch (error) {
        // The same request may have come first at the same time: then its answer is the answer.
        remembered = await findAnswer();
        if (remembered === undefined) throw error;
      }
      if (answer !== undefined) return send(answer, request, reply, route, deps);
    }
    call.tell({ detail: { replayed: true } });
    await deps.trail.recordDone(request, state);
    return sendRemembered(remembered as Remembered, reply);
  };
}

async function send(
  answer: Answer<Route>,
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  { trail, secure }: ServeDeps,
): Promise<FastifyReply> {
  for (const cookie of answer.cookies ?? []) reply.header("set-cookie", cookieHeader(cookie, secure));
  if (answer.refusal !== undefined) throw answer.refusal;
  // Before it is sent: what nobody can show to have been told is not told.
  await trail.recordDone(request, request.state as RequestState);
  if (answer.location !== undefined) reply.header("location", answer.location);
  return sendBody(reply, route.answer.status, answer.version, answer.body);
}

function sendRemembered({ status, version, body }: Remembered, reply: FastifyReply): FastifyReply {
  reply.header("idempotency-replayed", "true");
  return sendBody(reply, status, version, body);
}

function sendBody(reply: FastifyReply, status: number, version: number | undefined, body: unknown): FastifyReply {
  reply.code(status);
  if (version !== undefined) reply.header("etag", entityTag(version));
  if (body === undefined) return reply.send();
  reply.header("content-type", "application/json; charset=utf-8");
  return reply.send(JSON.stringify(body));
}
