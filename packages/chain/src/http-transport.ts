import { Problem } from "@redflag/domain/problem";
import { errors, Pool } from "undici";
import { type EndpointUrl, parseEndpointUrl } from "./endpoint-url.ts";
import { classifyFailure, codeOfFailure, ExchangeProblem } from "./exchange-problem.ts";
import { decodeReplies, encodeCalls, formatRpcError, readAnswerBody } from "./json-rpc-batch.ts";
import type { RpcCall, RpcReply, RpcTransport } from "./json-rpc-transport.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { sendInBatches } from "./send-in-batches.ts";

export interface HttpTransportOptions {
  /** Calls in one HTTP request; more are split. Providers refuse larger batches. */
  batchCallsMax?: number;
  responseBytesMax?: number;
  connectionsMax?: number;
  /** Silence allowed before the headers, and between two pieces of the body. */
  idleMs?: number;
  /** One HTTP request as a whole, so that an answer that drips cannot hold a worker. */
  requestMs?: number;
}

const DEFAULTS: Required<HttpTransportOptions> = {
  batchCallsMax: 100,
  responseBytesMax: 256 * 1024 * 1024,
  connectionsMax: 16,
  idleMs: 30_000,
  requestMs: 120_000,
};

/**
 * JSON-RPC over HTTP(S).
 * @param url may hold keys, in its options too; only its host and port ever leave this file
 * @throws Problem `config_invalid` when it is no http(s) URL
 */
export function createHttpTransport(url: string, options: HttpTransportOptions = {}): RpcTransport {
  const endpoint = parseEndpointUrl(url);
  if (endpoint.origin.startsWith("ws")) {
    throw new Problem("config_invalid", "a ws:// endpoint tells of new heads and answers nothing");
  }
  const { requestsPerSecondMax, batchCallsMax: batchAllowed = DEFAULTS.batchCallsMax } = endpoint.options;
  const { batchCallsMax, responseBytesMax, connectionsMax, idleMs, requestMs } = {
    ...DEFAULTS,
    batchCallsMax: batchAllowed,
    ...options,
  };
  const pool = new Pool(endpoint.origin, {
    connections: connectionsMax,
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    maxResponseSize: responseBytesMax,
    connect: { timeout: Math.min(10_000, idleMs) },
  });

  async function exchange(calls: readonly RpcCall[], signal: AbortSignal | undefined): Promise<RpcReply[]> {
    const deadline = AbortSignal.timeout(requestMs);
    let received = false;
    let status: number;
    let text: string;
    let retryAfterMs: number | undefined;
    try {
      const answer = await pool.request({
        method: "POST",
        path: endpoint.path,
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          ...endpoint.headers,
        },
        body: encodeCalls(calls),
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      });
      received = true;
      status = answer.statusCode;
      retryAfterMs = parseRetryAfter(answer.headers["retry-after"], Date.now());
      text = await answer.body.text();
    } catch (error) {
      signal?.throwIfAborted();
      throw describeFailure(error, endpoint.name, received, responseBytesMax);
    }
    if (status < 200 || status > 299) throw describeStatus(status, text, calls, endpoint, retryAfterMs);
    return decode(text, calls.length, endpoint);
  }

  return {
    name: endpoint.name,
    batchCallsMax,
    send: (calls, signal) => sendInBatches(calls, batchCallsMax, (batch) => exchange(batch, signal), signal),
    close: () => pool.close(),
    ...(requestsPerSecondMax !== undefined && { requestsPerSecondMax }),
  };
}

function decode(text: string, callCount: number, endpoint: EndpointUrl): RpcReply[] {
  try {
    return decodeReplies(text, callCount, endpoint.name).map((reply) =>
      "error" in reply ? { error: { ...reply.error, message: endpoint.redact(reply.error.message) } } : reply,
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const detail = endpoint.redact(error.detail);
    throw error instanceof ExchangeProblem
      ? new ExchangeProblem(error.code, detail, error.answer)
      : new Problem(error.code, detail);
  }
}

function describeStatus(
  httpStatus: number,
  text: string,
  calls: readonly RpcCall[],
  endpoint: EndpointUrl,
  retryAfterMs: number | undefined,
): Problem {
  const { error } = readAnswerBody(text);
  const said = error && { ...error, message: endpoint.redact(error.message) };
  const answer = { httpStatus, ...(said !== undefined && { error: said }) };
  const detail = `${endpoint.name}: HTTP ${httpStatus}${said === undefined ? "" : `, ${formatRpcError(said)}`}`;
  const unread = new ExchangeProblem("endpoint_http_status", detail, answer, retryAfterMs);
  return new ExchangeProblem(codeOfFailure(classifyFailure(unread, calls), answer), detail, answer, retryAfterMs);
}

/** Only codes are told: an error's own text may quote the request. */
function describeFailure(error: unknown, name: string, received: boolean, responseBytesMax: number): Problem {
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    // As if the endpoint had said that it is too large: what is too much for our memory is met by asking for less.
    const detail = `${name}: the answer exceeds ${responseBytesMax} bytes`;
    return new ExchangeProblem("endpoint_refused", detail, { httpStatus: 413 });
  }
  const code = findErrorCode(error);
  if (/TIMEOUT|TIMEDOUT/.test(code)) return new Problem("endpoint_unreachable", `${name}: no answer in time (${code})`);
  if (received) return new Problem("endpoint_not_json", `${name}: the answer broke off (${code})`);
  return new Problem("endpoint_unreachable", `${name}: ${code}`);
}

function findErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  if (error.name === "TimeoutError") return "TIMEOUT";
  const inner = error instanceof AggregateError ? error.errors[0] : undefined;
  for (const candidate of [error, inner, error.cause]) {
    const code: unknown = candidate instanceof Error && "code" in candidate ? candidate.code : undefined;
    if (typeof code === "string" && /^[A-Z0-9_]{2,60}$/.test(code)) return code;
  }
  return error.name;
}
