import { ok } from "node:assert";
import { needsVersion, type Route } from "@redflag/contract/http/route";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuditTrail } from "./audit-trail.ts";
import { contentDisposition } from "./content-disposition.ts";
import type { Databases } from "./database-access.ts";
import { entityTag, parseIfMatch } from "./entity-tag.ts";
import type { Answer, Handler } from "./handler.ts";
import { IdempotentRequest, type Remembered } from "./idempotency.ts";
import { OpenCall } from "./open-call.ts";
import { parseInput } from "./parse-input.ts";
import type { RequestState } from "./request-state.ts";
import { cookieHeader } from "./session-cookie.ts";
import { parseLastEventId } from "./streams/last-event-id.ts";
import type { StreamHub } from "./streams/stream-hub.ts";
import { withinTime } from "./within-time.ts";

const REPLAYED = "idempotency-replayed";

export interface ServeDeps {
  databases: Databases;
  trail: AuditTrail;
  now: () => Date;
  hub: StreamHub;
  secure: boolean;
  handlerTimeoutMs: number;
}

/** Of an answer that a replica gave: all that was committed before this moment is in it. */
const AS_OF = "redflag-as-of";

/** From a request that may come in, to its answer: parsed, given to the handler, recorded, sent. Throws what goes wrong. */
export function serveRoute(route: Route, handler: Handler<Route>, deps: ServeDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const state = request.state as RequestState;
    const input = parseInput(route, request);
    const { method, url, headers } = request;
    const ifMatch = needsVersion(route) ? parseIfMatch(headers["if-match"]) : undefined;
    const lastEventId = route.answer.stream && parseLastEventId(headers["last-event-id"]);
    const now = deps.now();
    const asked = { method, url, body: input.body };
    const idempotent = IdempotentRequest.of(state, headers["idempotency-key"], asked, now);
    const call = new OpenCall({ ...deps, request, state, input, ifMatch, lastEventId, idempotent, now });
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
    const { of } = remembered as Remembered;
    if (of !== undefined) {
      call.answeredOf = of;
      const answer = await withinTime(deps.handlerTimeoutMs, abort, () => handler(call));
      return send(answer, request, reply.header(REPLAYED, "true"), route, deps);
    }
    await deps.trail.recordDone(request, state);
    return sendRemembered(remembered as Remembered, reply);
  };
}

async function send(
  answer: Answer<Route>,
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  { trail, hub, secure }: ServeDeps,
): Promise<FastifyReply> {
  const state = request.state as RequestState;
  const { streamFrom } = answer;
  if (streamFrom !== undefined) return sendStream(streamFrom, request, reply, route, { trail, hub });
  for (const cookie of answer.cookies ?? []) reply.header("set-cookie", cookieHeader(cookie, secure));
  if (answer.refusal !== undefined) throw answer.refusal;
  // Before it is sent: what nobody can show to have been told is not told.
  await trail.recordDone(request, state);
  if (state.asOf !== undefined) reply.header(AS_OF, state.asOf.toISOString());
  if (answer.location !== undefined) reply.header("location", answer.location);
  if (answer.file !== undefined) return sendFile(reply, route, answer.file);
  return sendBody(reply, route.answer.status, answer.version, answer.body);
}

/** What the browser may think of it is bounded by the headers of every answer: no guess of the type, no script, no frame. */
function sendFile(reply: FastifyReply, route: Route, { name, type, bytes }: NonNullable<Answer<Route>["file"]>) {
  ok(
    route.answer.file?.some((declared) => type.startsWith(declared)),
    `${route.id} declares what it sends: ${type}`,
  );
  reply.code(route.answer.status).header("content-type", type);
  reply.header("content-disposition", contentDisposition(name));
  return reply.send(bytes);
}

async function sendStream(
  from: NonNullable<Answer<Route>["streamFrom"]>,
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  { trail, hub }: Pick<ServeDeps, "trail" | "hub">,
): Promise<FastifyReply> {
  const state = request.state as RequestState;
  const { caller, credential } = state;
  ok(caller !== undefined && credential !== undefined && route.access !== "public", "who follows a stream is known");
  const kind = caller.session === undefined ? "key" : "session";
  const seat = hub.open({ caller, credential: { kind, secret: credential }, permission: route.access, from });
  try {
    await trail.recordDone(request, state);
  } catch (error) {
    seat.giveUp();
    throw error;
  }
  return seat.send(reply);
}

function sendRemembered({ status, version, body }: Remembered, reply: FastifyReply): FastifyReply {
  reply.header(REPLAYED, "true");
  return sendBody(reply, status, version, body);
}

function sendBody(reply: FastifyReply, status: number, version: number | undefined, body: unknown): FastifyReply {
  reply.code(status);
  if (version !== undefined) reply.header("etag", entityTag(version));
  if (body === undefined) return reply.send();
  reply.header("content-type", "application/json; charset=utf-8");
  return reply.send(JSON.stringify(body));
}
