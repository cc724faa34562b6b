import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import type { AuditContent } from "@redflag/domain/audit";
import type { HealthCheck } from "@redflag/runtime/health-check";
import type { LogFields, Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import type { FastifyInstance } from "fastify";
import { afterAll } from "vitest";
import type { ApiMetrics } from "../api-metrics.ts";
import { type ApiSettings, DEFAULT_SETTINGS } from "../api-settings.ts";
import { createApi } from "../create-api.ts";
import type { Handlers } from "../handler.ts";

export interface TestApi {
  app: FastifyInstance;
  baseUrl: string;
  /** Every entry of the audit, in the order of its commit. */
  audit: AuditContent[];
  /** What was logged as an error. */
  errors: LogFields[];
}

export interface TestApiOptions {
  /** For staff. */
  db: Database;
  /** The same unless given: then no policy holds exchanges. */
  exchange?: Database;
  handlers: Handlers;
  settings?: Partial<ApiSettings>;
  checks?: Readonly<Record<string, HealthCheck>>;
  now?: () => Date;
  metrics?: ApiMetrics;
  consoleDir?: string;
}

/** The API on a free port of loopback, closed after the file. An answer that does not fit its route's schema fails the call. */
export async function openTestApi({
  db,
  exchange = db,
  handlers,
  settings,
  checks = {},
  now,
  metrics,
  consoleDir,
}: TestApiOptions): Promise<TestApi> {
  const audit: AuditContent[] = [];
  const errors: LogFields[] = [];
  const app = await createApi(
    {
      databases: { staff: db, exchange },
      audit: {
        append: async (entry) => void audit.push(entry),
        appendIn: async (_, entries) => void audit.push(...entries),
      },
      settings: {
        ...DEFAULT_SETTINGS,
        rates: { callerPerMinute: 100_000, anonymousPerMinute: 100_000, signInPerMinute: 100_000 },
        ...settings,
      },
      logger: quietLogger(errors),
      now: now ?? (() => new Date()),
      checks,
      ...(metrics !== undefined && { metrics }),
      ...(consoleDir !== undefined && { consoleDir }),
    },
    handlers,
  );
  app.addHook("onSend", async (request, reply, payload) => {
    const route = request.state?.route;
    if (route === undefined || reply.statusCode >= 400) return payload;
    const fault = faultOfAnswer(route, reply.statusCode, payload);
    if (fault !== undefined) throw new Error(`${route.id} answers what its schema does not say: ${fault}`);
    return payload;
  });
  const baseUrl = await app.listen({ host: "127.0.0.1", port: 0 });
  afterAll(() => app.close());
  return { app, baseUrl, audit, errors };
}

function faultOfAnswer({ answer }: Route, status: number, payload: unknown): string | undefined {
  if (status !== answer.status) return `status ${status}`;
  if (answer.file) return Buffer.isBuffer(payload) ? undefined : "no bytes";
  // Each event of a stream is held to its schema by the tests of streams.
  if (answer.stream !== undefined) return undefined;
  if (answer.body === undefined) return payload === undefined || payload === "" ? undefined : "a body";
  return answer.body.safeParse(JSON.parse(String(payload))).error?.message;
}

export function quietLogger(errors: LogFields[]): Logger {
  const logger: Logger = {
    trace() {},
    debug() {},
    info() {},
    warn() {},
    error: (fields) => void errors.push(fields),
    child: () => logger,
  };
  return logger;
}

export const ALL_ROUTES: readonly Route[] = Object.values(ROUTES);
