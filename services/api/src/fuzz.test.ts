import { ProblemDocument } from "@redflag/contract/http/problem-document";
import type { Route } from "@redflag/contract/http/route";
import { ROLES } from "@redflag/domain/role";
import type { OidcConfig } from "@redflag/runtime/config";
import { createExplainer } from "@redflag/screen/explain";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { encodeCursor } from "./cursor.ts";
import type { Handler, Handlers } from "./handler.ts";
import { createHandlers } from "./routes/handlers.ts";
import { STREAM_SETTINGS } from "./streams/stream-settings.ts";
import { arbitraryOf } from "./testing/arbitrary-of-schema.ts";
import { hostileBody, hostileEncoded, hostileHeader, hostileName, hostileValue } from "./testing/hostile.ts";
import { CLIENT_ID, CLIENT_SECRET, startOidcTestProvider } from "./testing/oidc-test-provider.ts";
import { openLogins } from "./testing/open-logins.ts";
import { openTestApi, quietLogger } from "./testing/open-test-api.ts";
import { seedKeysOfAllRoles, seedSession } from "./testing/seed-callers.ts";
import { seedEvents } from "./testing/seed-events.ts";
import { TEST_INSTALLATION } from "./testing/test-installation.ts";
import { TEST_REPORT_PROFILES_DIR } from "./testing/test-report-profiles.ts";
import { TEST_SIGNER } from "./testing/test-signer.ts";
import { TEST_WEBHOOKS } from "./testing/test-webhooks.ts";

type Json = Record<string, unknown>;
type Method = "GET" | "POST" | "PATCH" | "DELETE";

interface Operation {
  id: string;
  method: Method;
  path: string;
  parameters: Array<{ name: string; in: string; required?: boolean; schema: Json }>;
  body?: Json;
  success: number[];
}

/** A request before it is put together: each part may be made hostile for itself. */
interface Draft {
  params: Record<string, string>;
  query: Array<[string, string]>;
  headers: Record<string, string>;
  body: unknown;
}

const SEED = 8620;
const RUNS = 4_000;
const DRAFTS = 20;

const PUBLIC_URL = "https://redflag.test";

const { db, staff, exchange } = await openLogins();
const { subscriberId, keys } = await seedKeysOfAllRoles(db);
await seedEvents(db, subscriberId, 5);
const provider = await startOidcTestProvider(`${PUBLIC_URL}/v1/oidc/callback`);
afterAll(() => provider.stop());
const oidc: OidcConfig = {
  issuer: provider.issuer,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  groupsClaim: "groups",
  rolesByGroup: new Map(),
  publicUrl: PUBLIC_URL,
};
const reached = new Set<string>();
const handlers = createHandlers({
  staff,
  explainer: createExplainer(),
  signer: TEST_SIGNER,
  webhooks: TEST_WEBHOOKS,
  installation: TEST_INSTALLATION,
  reportProfilesDir: TEST_REPORT_PROFILES_DIR,
  oidc,
  log: quietLogger([]),
});
const api = await openTestApi({
  db: staff,
  exchange,
  handlers: Object.fromEntries(Object.entries(handlers).map(noting)) as Handlers,
  // A stream tells what there is and ends: nobody here waits for what comes.
  settings: { streams: { ...STREAM_SETTINGS, lifetimeMs: 0 } },
});

function noting([id, handler]: [string, unknown]): [string, Handler<Route>] {
  return [
    id,
    (call) => {
      reached.add(id);
      return (handler as Handler<Route>)(call);
    },
  ];
}

type Caller = () => Record<string, string> | Promise<Record<string, string>>;

const callers: Caller[] = [() => ({}), () => ({ authorization: "Bearer rf_wrongwrongwrongwrongwrongwrong" })];
for (const { secret } of keys.values()) callers.push(() => ({ authorization: `Bearer ${secret}` }));
for (const role of ROLES) {
  // Anew each time: a request that is taken may sign out, or disable the person.
  callers.push(async () => {
    const { cookie, csrfToken } = await seedSession(db, [role], role === "exchange" ? { subscriberId } : {});
    return { cookie, "x-csrf-token": csrfToken };
  });
}

const document: Json = (await api.app.inject("/openapi.json")).json();
const operations = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => operationOf(path, method, operation)),
);

function operationOf(path: string, method: string, operation: Json): Operation {
  const body = (operation.requestBody as { content: Record<string, { schema: Json }> } | undefined)?.content;
  const schema = body?.["application/json"]?.schema;
  return {
    id: String(operation.operationId),
    method: method.toUpperCase() as Method,
    path,
    parameters: operation.parameters as Operation["parameters"],
    success: Object.keys(operation.responses as Json)
      .map(Number)
      .filter((status) => status < 400),
    ...(schema !== undefined && { body: schema }),
  };
}

function validDraft({ parameters, body }: Operation): fc.Arbitrary<Draft> {
  const of = (place: string, optional: boolean) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    const values = Object.fromEntries(here.map(({ name, schema }) => [name, arbitraryOf(schema).map(String)]));
    const requiredKeys = here.filter(({ required }) => required || !optional).map(({ name }) => name);
    return fc.record(values, { requiredKeys, noNullPrototype: true });
  };
  return fc.record({
    params: of("path", false).map((params) =>
      Object.fromEntries(Object.entries(params).map(([name, value]) => [name, encodeURIComponent(String(value))])),
    ),
    query: of("query", true).map((query) =>
      Object.entries(query).map(([name, value]) => [name, String(value)] as const),
    ),
    headers: of("header", true) as fc.Arbitrary<Record<string, string>>,
    body: body === undefined ? fc.constant(undefined) : arbitraryOf(body),
  }) as fc.Arbitrary<Draft>;
}

/** A cursor that was given elsewhere, or whose values somebody put into the right frame. */
function hostileCursor(id: string): fc.Arbitrary<string> {
  const values = fc.array(fc.oneof(fc.string({ unit: "binary", maxLength: 20 }), fc.maxSafeInteger()), {
    maxLength: 5,
  });
  return fc
    .tuple(fc.constantFrom(id, "listEvents", "listUsers", "listAudit"), values)
    .map(([list, after]) => encodeCursor(list as "listEvents", {}, after));
}

type Change = (draft: Draft) => Draft;

function changesOf(operation: Operation): fc.Arbitrary<Change> {
  const set = (draft: Draft, name: string, value: unknown): Draft => ({
    ...draft,
    body: { ...(draft.body as Json | undefined), [name]: value },
  });
  const fields = Object.keys((operation.body?.properties ?? {}) as Json);
  const queries = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const changes: fc.Arbitrary<Change>[] = [
    hostileHeader.map(([name, value]) => (draft) => ({ ...draft, headers: { ...draft.headers, [name]: value } })),
    fc.tuple(hostileEncoded, hostileEncoded).map((added) => (draft) => ({ ...draft, query: [...draft.query, added] })),
    hostileBody.map((text) => (draft) => ({ ...draft, body: { raw: text } })),
    fc.tuple(hostileName, hostileValue).map(
      ([name, value]) =>
        (draft) =>
          set(draft, name, value),
    ),
  ];
  if (fields.length > 0) {
    changes.push(
      fc.tuple(fc.constantFrom(...fields), hostileValue).map(
        ([name, value]) =>
          (draft) =>
            set(draft, name, value),
      ),
    );
  }
  if (queries.length > 0) {
    const named = fc.tuple(fc.constantFrom(...queries), hostileEncoded);
    changes.push(named.map((changed) => (draft) => ({ ...draft, query: [...draft.query, changed] })));
    changes.push(
      hostileCursor(operation.id).map((cursor) => (draft) => ({
        ...draft,
        query: [...draft.query.filter(([name]) => name !== "cursor"), ["cursor", cursor]],
      })),
    );
  }
  for (const name of operation.path.matchAll(/\{(\w+)\}/g)) {
    const changed = hostileEncoded.map(
      (value) =>
        (draft: Draft): Draft => ({ ...draft, params: { ...draft.params, [name[1] ?? ""]: value } }),
    );
    changes.push(changed);
  }
  return fc.oneof(...changes);
}

// Put together once for each: reading an operation's schemas takes longer than sending it something.
const requests = operations.map((operation) =>
  fc.record({
    operation: fc.constant(operation),
    draft: validDraft(operation),
    changes: fc.array(changesOf(operation), { maxLength: 3 }),
    caller: fc.constantFrom(...callers),
  }),
);
const request = fc.constantFrom(...requests).chain((one) => one);

function bodyText(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  const raw = typeof body === "object" && body !== null && "raw" in body ? body.raw : undefined;
  return typeof raw === "string" ? raw : JSON.stringify(body);
}

async function send({ method, path }: Operation, draft: Draft, caller: Record<string, string>) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => draft.params[name] ?? "x");
  const search = draft.query.map(
    ([name, value]) => `${name}=${/%|^[\w.-]*$/.test(value) ? value : encodeURIComponent(value.toWellFormed())}`,
  );
  const payload = bodyText(draft.body);
  return api.app.inject({
    method,
    url: search.length === 0 ? filled : `${filled}?${search.join("&")}`,
    headers: { ...(payload !== undefined && { "content-type": "application/json" }), ...caller, ...draft.headers },
    ...(payload !== undefined && { payload }),
  });
}

async function expectDocumented(operation: Operation, draft: Draft, caller: Record<string, string>): Promise<void> {
  const response = await send(operation, draft, caller);
  const { statusCode, headers } = response;
  expect(headers["x-injected"]).toBeUndefined();
  if (statusCode < 400) {
    // That the body fits its schema is held by the test's own hook, for every answer.
    expect(operation.success).toContain(statusCode);
    return;
  }
  expect(api.errors).toEqual([]);
  expect(statusCode, response.body).toBeLessThan(500);
  expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
  const problem = ProblemDocument.parse(response.json());
  expect(problem.status).toBe(statusCode);
  expect(problem.requestId).toBe(headers["x-request-id"]);
}

test("whatever is sent to a route, by whomever, is answered as the document says", async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ operation, draft, changes, caller }) => {
      const changed = changes.reduce((before, change) => change(before), draft);
      await expectDocumented(operation, changed, await caller());
    }),
    { seed: SEED, numRuns: RUNS },
  );
  // The more routes there are, the likelier chance leaves one out: it is sent what it takes, by everybody.
  const unreached = operations.filter(({ id }) => !reached.has(id));
  for (const operation of unreached) {
    for (const draft of fc.sample(validDraft(operation), { seed: SEED, numRuns: DRAFTS })) {
      for (const caller of callers) await expectDocumented(operation, draft, await caller());
    }
  }
  // A fuzzer that is only ever refused attacks nothing behind the door.
  expect(unreached.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
}, 600_000);
