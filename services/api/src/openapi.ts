import { EventPlace } from "@redflag/contract/http/event-stream";
import { ProblemDocument } from "@redflag/contract/http/problem-document";
import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import { listProblemCodes, type ProblemCode } from "@redflag/domain/problem";
import { z } from "zod";
import { statusOf } from "./problem-status.ts";
import { problemsOf } from "./route-problems.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";

type Json = Record<string, unknown>;

export interface OpenApiDocument extends Json {
  paths: Record<string, Record<string, Json>>;
}

const PROBLEM = { $ref: "#/components/schemas/Problem" };
const TITLES = new Map(listProblemCodes().map(({ code, title }) => [code, title]));

const RATE_HEADERS = {
  "RateLimit-Limit": header("Calls taken in a minute", { type: "integer" }),
  "RateLimit-Remaining": header("Calls left in this minute", { type: "integer" }),
  "RateLimit-Reset": header("Seconds until the next minute begins", { type: "integer" }),
  "X-Request-Id": header("Names this request in the log and in the audit", { type: "string" }),
};

const REQUEST_ID = {
  name: "X-Request-Id",
  in: "header",
  description: "Names the request in the log and in the audit; one is made up when it is absent or another form.",
  schema: { type: "string", pattern: "^[A-Za-z0-9._-]{1,64}$" },
};
const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "The same request under the same key takes effect once, and is given the same answer for 24 hours at least.",
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
};
const LAST_EVENT_ID = {
  name: "Last-Event-ID",
  in: "header",
  description: "The `id` of the last event that came: the stream goes on behind it. It comes before `after`.",
  schema: schemaOf(EventPlace, "input"),
};
const IF_MATCH = {
  name: "If-Match",
  in: "header",
  required: true,
  description: "The ETag of what is changed, as it was last read.",
  schema: { type: "string", pattern: '^"[1-9]\\d{0,8}"$' },
};

/** OpenAPI 3.1, made of the routes: there is no other description to keep in step. */
export function openapiDocument(version: string): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of Object.values<Route>(ROUTES)) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] ?? {}, { [route.method.toLowerCase()]: operationOf(route) });
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Redflag",
      version,
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
      description:
        "Finds terrorist financing in stablecoin transfers. Every error is a problem document (RFC 9457) with a code. " +
        "Times are RFC 3339 in UTC; amounts are decimal strings in base units.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(Object.values<Route>(ROUTES).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key: `rf_` and 43 characters." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: SESSION_COOKIE,
          description: "Behind https its name begins with `__Host-`.",
        },
        csrf: {
          type: "apiKey",
          in: "header",
          name: "X-CSRF-Token",
          description: "With a session, on everything but GET.",
        },
      },
      schemas: { Problem: schemaOf(ProblemDocument, "output") },
    },
  };
}

function operationOf(route: Route): Json {
  const { id, tag, summary, description, access, body } = route;
  const said = [description, access === "public" ? undefined : `Permission: \`${access}\`.`].filter(Boolean).join(" ");
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(said !== "" && { description: said }),
    security: securityOf(route),
    parameters: [
      ...parametersOf("path", route.params),
      ...parametersOf("query", route.query),
      ...(route.idempotent ? [IDEMPOTENCY_KEY] : []),
      ...(problemsOf(route).includes("version_missing") ? [IF_MATCH] : []),
      ...(route.answer.stream ? [LAST_EVENT_ID] : []),
      REQUEST_ID,
    ],
    ...(body && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } },
    }),
    responses: { [route.answer.status]: answerOf(route), ...problemAnswers(route) },
  };
}

function securityOf({ access, method }: Route): Json[] {
  if (access === "public") return [];
  return [{ key: [] }, method === "GET" ? { session: [] } : { session: [], csrf: [] }];
}

function answerOf({ answer, versioned, idempotent }: Route): Json {
  return {
    description: answer.description,
    headers: {
      ...RATE_HEADERS,
      ...(versioned && { ETag: header("The version, for If-Match", { type: "string" }) }),
      ...(idempotent && {
        "Idempotency-Replayed": header("`true`: this was answered before, and nothing was done now", {
          type: "string",
          const: "true",
        }),
      }),
      ...(answer.file && { "Content-Disposition": header("The name to save it under", { type: "string" }) }),
      ...(answer.status === 302 && { Location: header("Where to go on", { type: "string" }) }),
    },
    ...(answer.body && { content: { "application/json": { schema: schemaOf(answer.body, "output") } } }),
    ...(answer.file && { content: Object.fromEntries(answer.file.map((type) => [type, {}])) }),
    ...(answer.stream && {
      // What OpenAPI 3.2 has a word for: the schema of each event's data.
      content: {
        "text/event-stream": { schema: { type: "string" }, "x-event-data": schemaOf(answer.stream, "output") },
      },
    }),
  };
}

function problemAnswers(route: Route): Record<string, Json> {
  const byStatus = Map.groupBy(problemsOf(route), statusOf);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemAnswer(status, codes)]));
}

function problemAnswer(status: number, codes: readonly ProblemCode[]): Json {
  return {
    description: codes.map((code) => `\`${code}\`: ${TITLES.get(code)}`).join("; "),
    headers: {
      ...RATE_HEADERS,
      ...(status === 429 && { "Retry-After": header("Seconds to wait", { type: "integer" }) }),
      ...(status === 401 && { "WWW-Authenticate": header("How to say who is calling", { type: "string" }) }),
    },
    content: { "application/problem+json": { schema: PROBLEM } },
  };
}

function parametersOf(place: "path" | "query", schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "throw" });
  return rest;
}

function header(description: string, schema: Json): Json {
  return { description, schema };
}
