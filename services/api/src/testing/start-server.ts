import { randomUUID } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import { ROUTES, type RouteId } from "@redflag/contract/http/routes";
import type { Permission } from "@redflag/domain/permission";
import { Problem } from "@redflag/domain/problem";
import { permissionsOf, type Role } from "@redflag/domain/role";
import { hashToken } from "@redflag/runtime/secret-token";
import type { Database, Executor } from "@redflag/store/database";
import { findSession, touchSession } from "@redflag/store/session";
import { inTransaction } from "@redflag/store/transaction";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import type { Caller } from "../caller.ts";
import type { Answer, Call, Handler, Handlers } from "../handler.ts";
import { cookieHeader, readCookies, SESSION_COOKIE } from "../session-cookie.ts";

export interface TestServer {
  /** Without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

export interface TestServerOptions {
  db: Database;
  handlers: Partial<Handlers>;
  publicUrl: URL;
  now(): Date;
}

/** Methods of an object, not functions: a handler that takes one off its call fails here as it would anywhere. */
class TestCall implements Pick<Call<Route>, "read" | "write" | "tell"> {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  read<T>(work: (db: Executor) => Promise<T>): Promise<T> {
    return work(this.#db.kysely);
  }

  write(work: (tx: Executor) => Promise<Answer<Route>>): Promise<Answer<Route>> {
    return inTransaction(this.#db, work);
  }

  tell(): void {}
}

const STATUS: Readonly<Partial<Record<string, number>>> = {
  unauthenticated: 401,
  sign_in_refused: 401,
  oidc_refused: 403,
  forbidden: 403,
  csrf_refused: 403,
  key_exceeds_maker: 403,
  not_found: 404,
  user_exists: 409,
  last_admin: 409,
  version_outdated: 412,
  version_missing: 428,
  oidc_unavailable: 503,
};

/** The handlers over HTTP, with as much around them as they need. */
export async function startServer({ db, handlers, publicUrl, now }: TestServerOptions): Promise<TestServer> {
  const isHttps = publicUrl.protocol === "https:";
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) => sendProblem(reply, error));
  for (const [id, handler] of Object.entries(handlers)) {
    const route: Route = ROUTES[id as RouteId];
    app.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ":$1"),
      handler: (request, reply) => serve(route, handler as unknown as Handler<Route>, request, reply),
    });
  }
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, close: () => app.close() };

  async function serve(route: Route, handler: Handler<Route>, request: FastifyRequest, reply: FastifyReply) {
    const cookies = readCookies(request.headers.cookie, isHttps);
    const caller = await findCaller(cookies[SESSION_COOKIE], request.headers.authorization);
    if (route.access !== "public") {
      if (caller === undefined) throw new Problem("unauthenticated", "no session, no key");
      if (!caller.permissions.has(route.access)) throw new Problem("forbidden", route.access);
      const isSafe = route.method === "GET" || caller.session === undefined;
      if (!isSafe && request.headers["x-csrf-token"] !== caller.session?.csrfToken) {
        throw new Problem("csrf_refused", "X-CSRF-Token");
      }
    }
    const ifMatch = /^"(\d+)"$/.exec(request.headers["if-match"] ?? "")?.[1];
    if (route.versioned && route.method === "PATCH" && ifMatch === undefined) {
      throw new Problem("version_missing", "If-Match");
    }
    const call = Object.assign(new TestCall(db), {
      params: parse(route.params, request.params),
      query: parse(route.query, request.query),
      body: parse(route.body, request.body),
      caller,
      requestId: request.id,
      ip: request.ip,
      userAgent: request.headers["user-agent"] ?? "",
      cookies,
      signal: request.signal,
      now: now(),
      ...(ifMatch !== undefined && { ifMatch: Number(ifMatch) }),
    }) as Call<Route>;
    return send(route, await handler(call), reply);
  }

  function send(route: Route, answer: Answer<Route>, reply: FastifyReply) {
    const lines = (answer.cookies ?? []).map((cookie) => cookieHeader(cookie, isHttps));
    if (lines.length > 0) reply.header("set-cookie", lines);
    if (answer.refusal !== undefined) return sendProblem(reply, answer.refusal);
    if (answer.version !== undefined) reply.header("etag", `"${answer.version}"`);
    if (answer.location !== undefined) reply.header("location", answer.location);
    const body = route.answer.body?.parse(answer.body);
    return reply.code(route.answer.status).send(body);
  }

  async function findCaller(token: string | undefined, bearer: string | undefined): Promise<Caller | undefined> {
    if (bearer !== undefined) return findKey(bearer.replace(/^Bearer /, ""));
    if (token === undefined) return undefined;
    const found = await findSession(db.kysely, hashToken(token), now());
    if (found === undefined) return undefined;
    await touchSession(db.kysely, hashToken(token), now());
    const { user, session } = found;
    return {
      kind: "user",
      id: user.id,
      name: user.email,
      roles: user.roles,
      permissions: permissionsOf(user.roles),
      ...(user.subscriberId !== undefined && { subscriberId: user.subscriberId }),
      sandbox: false,
      session: { ...session, tokenHash: hashToken(token) },
    };
  }

  async function findKey(secret: string): Promise<Caller | undefined> {
    const row = await db.kysely
      .updateTable("api_key")
      .set({ last_used_at: now() })
      .where("secret_hash", "=", hashToken(secret))
      .where("revoked_at", "is", null)
      .where("expires_at", ">", now())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      kind: "key",
      id: row.id,
      name: row.name,
      roles: [row.role as Role],
      permissions: new Set(row.scopes as Permission[]),
      ...(row.subscriber_id !== null && { subscriberId: row.subscriber_id }),
      sandbox: false,
    };
  }
}

function parse(schema: Route["params"] | undefined, value: unknown): Record<string, unknown> | undefined {
  const parsed = schema?.safeParse(value ?? {});
  if (parsed?.success === false) throw new Problem("request_invalid", parsed.error.message);
  return parsed?.data;
}

function sendProblem(reply: FastifyReply, error: unknown) {
  if (!(error instanceof Problem)) throw error;
  const status = STATUS[error.code] ?? 400;
  const document = {
    type: `/problems/${error.code}`,
    title: error.title,
    status,
    detail: error.detail,
    code: error.code,
    hint: error.hint,
    requestId: randomUUID(),
  };
  return reply.code(status).type("application/problem+json").send(document);
}
