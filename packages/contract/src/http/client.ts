import { readProblem } from "./api-problem.ts";
import type { Route, RouteAnswer, RouteRequest } from "./route.ts";
import type { RouteId, Routes } from "./routes.ts";

export interface ClientOptions {
  /** Such as `https://redflag.example`; in the console `""`. */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  /** An API key; without one the browser's session cookie says who is calling. */
  key?: string;
  /** The session's token; asked for at each call, for it is known only after the sign-in. */
  csrfToken?: () => string | undefined;
  /** Sent with every call. */
  headers?: Readonly<Record<string, string>>;
}

interface CallOptions {
  /** The ETag of what is changed. */
  ifMatch?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface Reply<R extends Route> {
  status: number;
  /** undefined where the route answers without one. */
  body: RouteAnswer<R>;
  /** Of a route that answers with one. */
  file?: { name: string; bytes: Uint8Array };
  etag?: string;
  /** Of a redirect. */
  location?: string;
  requestId: string;
  /** This very request was answered before, and nothing was done now. */
  replayed: boolean;
}

type Part<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Record<string, never> extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T };

/** The parts that the route takes, each of them optional where nothing in it is required. */
export type CallRequest<R extends Route> = Part<"params", RouteRequest<R>["params"]> &
  Part<"query", RouteRequest<R>["query"]> &
  Part<"body", RouteRequest<R>["body"]> &
  CallOptions;

type Operation<R extends Route> =
  Record<string, never> extends CallRequest<R>
    ? (request?: CallRequest<R>) => Promise<Reply<R>>
    : (request: CallRequest<R>) => Promise<Reply<R>>;

/** A stream has no answer to give back: `followEvents` reads it. */
type AnswerId = { [Id in RouteId]: "stream" extends keyof Routes[Id]["answer"] ? never : Id }[RouteId];

/** One method a route, named by its id. Each throws ApiProblem for what the API refuses. */
export type Client = { readonly [Id in AnswerId]: Operation<Routes[Id]> };

interface AnyRequest extends CallOptions {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** What a call needs to know of its route. The console has the table without the schemas, which would be most of its code. */
export type CallableRoute = Pick<Route, "method" | "path"> & {
  readonly answer: Pick<Route["answer"], "status" | "file" | "stream">;
};

/** The API by a table of its routes, which must be the API's own. */
export function clientOf(routes: Readonly<Record<RouteId, CallableRoute>>, options: ClientOptions): Client {
  const operations = Object.entries<CallableRoute>(routes)
    .filter(([, { answer }]) => answer.stream === undefined)
    .map(([id, route]) => [id, (request: AnyRequest = {}) => call(options, route, request)]);
  return Object.fromEntries(operations);
}

interface ListRequest {
  query?: { limit?: number | undefined; cursor?: string | undefined };
}

/** Every item of a list, page after page, as it is asked for. */
export async function* eachItem<Request extends ListRequest, Item>(
  list: (request: Request) => Promise<{ body: { items: Item[]; next?: string | undefined } }>,
  request: Request,
): AsyncGenerator<Item, void, undefined> {
  for (let cursor = request.query?.cursor; ; ) {
    const { body } = await list({ ...request, query: { ...request.query, ...(cursor !== undefined && { cursor }) } });
    yield* body.items;
    if (body.next === undefined) return;
    cursor = body.next;
  }
}

/** @throws ApiProblem for what the API refuses */
export async function fetchRoute(options: ClientOptions, route: CallableRoute, request: AnyRequest): Promise<Response> {
  const { fetch = globalThis.fetch, baseUrl } = options;
  const response = await fetch(baseUrl + pathOf(route, request), {
    method: route.method,
    headers: headersOf(options, route, request),
    redirect: "manual",
    credentials: "same-origin",
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    ...(request.signal !== undefined && { signal: request.signal }),
  });
  if (response.status >= 400) throw await readProblem(response);
  return response;
}

async function call(options: ClientOptions, route: CallableRoute, request: AnyRequest): Promise<Reply<Route>> {
  const response = await fetchRoute(options, route, request);
  const { headers } = response;
  const etag = headers.get("etag");
  const location = headers.get("location");
  const isFile = route.answer.file !== undefined;
  const isJson = !isFile && headers.get("content-type")?.startsWith("application/json") === true;
  return {
    status: response.status,
    body: isJson ? await response.json() : undefined,
    ...(isFile && { file: { name: fileNameOf(headers), bytes: await response.bytes() } }),
    ...(etag !== null && { etag }),
    ...(location !== null && { location }),
    requestId: headers.get("x-request-id") ?? "",
    replayed: headers.get("idempotency-replayed") === "true",
  };
}

/** As RFC 6266 gives it in UTF-8. */
function fileNameOf(headers: Headers): string {
  const [, encoded = ""] = /filename\*=UTF-8''([^;]+)/.exec(headers.get("content-disposition") ?? "") ?? [];
  return decodeURIComponent(encoded);
}

function acceptOf({ answer }: CallableRoute): string {
  if (answer.stream !== undefined) return "text/event-stream";
  return answer.file !== undefined ? "*/*" : "application/json";
}

function headersOf({ key, csrfToken, headers }: ClientOptions, route: CallableRoute, request: AnyRequest) {
  const csrf = route.method === "GET" ? undefined : csrfToken?.();
  return {
    accept: `${acceptOf(route)}, application/problem+json`,
    ...headers,
    ...(request.body !== undefined && { "content-type": "application/json" }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(csrf !== undefined && { "x-csrf-token": csrf }),
    ...(request.ifMatch !== undefined && { "if-match": request.ifMatch }),
    ...(request.idempotencyKey !== undefined && { "idempotency-key": request.idempotencyKey }),
  };
}

/** @throws RangeError for a parameter that would name another path */
function pathOf({ path }: CallableRoute, { params = {}, query = {} }: AnyRequest): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params[name] ?? "");
    if (/^\.{0,2}$/.test(value)) throw new RangeError(`${name} is not fit for a path`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? filled : `${filled}?${search}`;
}
