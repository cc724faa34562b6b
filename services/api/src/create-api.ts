import { randomUUID } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import { ROUTES, type RouteId } from "@redflag/contract/http/routes";
import type { HealthCheck } from "@redflag/runtime/health-check";
import type { Logger } from "@redflag/runtime/logger";
import { nowMs, tellStep } from "@redflag/runtime/tracing/trace-step";
import fastify, { type FastifyInstance } from "fastify";
import { admit } from "./admit.ts";
import { answerProblems } from "./answer-problem.ts";
import type { ApiMetrics } from "./api-metrics.ts";
import { type ApiSettings, isSecure } from "./api-settings.ts";
import { type AuditSink, AuditTrail } from "./audit-trail.ts";
import { Authenticator } from "./authenticate.ts";
import { CallsInHand } from "./calls-in-hand.ts";
import { answerClientError } from "./client-error.ts";
import type { Databases } from "./database-access.ts";
import { addDocs } from "./docs-page.ts";
import type { Handler, Handlers } from "./handler.ts";
import { addHealth } from "./health.ts";
import { takeJsonAlone } from "./json-body.ts";
import { openapiDocument } from "./openapi.ts";
import { RateLimits } from "./rate-limits.ts";
import { securityHeaders } from "./security-headers.ts";
import { isConsolePath, serveConsole } from "./serve-console.ts";
import { serveRoute } from "./serve-route.ts";
import { StreamHub } from "./streams/stream-hub.ts";
import { refuseUnknownPath } from "./unknown-path.ts";

export interface ApiDeps {
  databases: Databases;
  audit: AuditSink;
  settings: ApiSettings;
  logger: Logger;
  now: () => Date;
  /** What `/readyz` asks. */
  checks: Readonly<Record<string, HealthCheck>>;
  metrics?: ApiMetrics;
  /** The folder of the web console's files; absent: none is served. */
  consoleDir?: string;
}

const VERSION = "1";
const BODY_BYTES_MAX = 65_536;
const HEADER_BYTES_MAX = 16_384;
const REQUEST_TIMEOUT_MS = 30_000;
const CONNECTION_TIMEOUT_MS = 60_000;
const PARAM_CHARS_MAX = 300;

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;
/** It tries a password: counted by address and by email, more strictly than the rest. */
const SIGN_IN: RouteId = "createSession";

/** The whole API, not yet listening. Its callers close it. */
export async function createApi(deps: ApiDeps, handlers: Handlers): Promise<FastifyInstance> {
  const { databases, settings, logger, now } = deps;
  const { handlerTimeoutMs } = settings;
  const secure = isSecure(settings);
  const headers = securityHeaders(secure);
  const trail = new AuditTrail(deps.audit, now);
  const onError = answerProblems(trail, logger);
  const app: FastifyInstance = fastify({
    logger: false,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    // While it closes, what still comes over an open connection is answered like the rest.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    http: { maxHeaderSize: HEADER_BYTES_MAX },
    routerOptions: { maxParamLength: PARAM_CHARS_MAX },
    genReqId: ({ headers }) => {
      const given = headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, randomUUID()),
    frameworkErrors: (error, request, reply) => {
      // Before any hook: what they would have set is set here.
      request.state = null;
      reply.headers({ ...headers, "x-request-id": request.id });
      onError(error, request, reply);
    },
  });
  let isClosing = false;
  app.decorateRequest("state", null);
  takeJsonAlone(app);

  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(headers).header("x-request-id", request.id);
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.state?.route.id ?? "other";
    deps.metrics?.observe(route, reply.statusCode, reply.elapsedTime / 1_000);
    // What was in hand when the closing began leaves its connection open: nobody else would end it for a minute.
    if (isClosing) setImmediate(() => app.server.closeIdleConnections());
    const facts = { requestId: request.id, route, status: reply.statusCode };
    const toMs = nowMs();
    tellStep({ name: "request", fromMs: toMs - reply.elapsedTime, toMs, phases: [], facts });
    logger.debug({ msg: "answered", ...facts });
    done();
  });
  app.addHook("preClose", (done) => {
    isClosing = true;
    done();
  });
  app.setErrorHandler(onError);
  const page = deps.consoleDir === undefined ? undefined : await serveConsole(app, deps.consoleDir);
  app.setNotFoundHandler((request, reply) =>
    page !== undefined && isConsolePath(request) ? page(reply) : refuseUnknownPath(request, reply),
  );

  await RateLimits.install(app);
  const limits = new RateLimits(app, settings.rates);
  const authenticator = new Authenticator({
    db: databases.staff,
    now,
    onFailure: (err) => logger.warn({ msg: "last use of keys could not be noted", err }),
  });
  const hub = new StreamHub({
    databases,
    authenticator,
    settings: settings.streams,
    logger,
    now,
    metrics: deps.metrics?.streams,
  });
  // Before the server waits for its connections, of which these would never end by themselves.
  app.addHook("preClose", async () => hub.endAll());
  const inHand = new CallsInHand();
  app.addHook("onClose", async () => {
    await inHand.ended();
    await hub.close();
    await authenticator.close();
  });

  addHealth(app, deps.checks, databases.replica);
  await addDocs(app, openapiDocument(VERSION));
  for (const [id, route] of Object.entries<Route>(ROUTES)) {
    // The parsed input fits the handler, for both follow from the same route.
    const handler = handlers[id as RouteId] as unknown as Handler<Route>;
    const serve = serveRoute(route, handler, { databases, trail, hub, now, secure, handlerTimeoutMs });
    app.route({
      method: route.method,
      url: route.path.replaceAll("{", ":").replaceAll("}", ""),
      ...(route.bodyBytesMax !== undefined && { bodyLimit: route.bodyBytesMax }),
      onRequest: admit(route, { authenticator, limits, settings }),
      ...(id === SIGN_IN && { preValidation: (request, reply) => limits.countSignIn(request, reply) }),
      handler: (request, reply) => inHand.take(() => serve(request, reply)),
    });
  }
  return app;
}
