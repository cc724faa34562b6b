import { Problem } from "@redflag/domain/problem";
import { type Answer, classifyAnswer } from "./classify-answer.ts";
import { codeOfFailure, ExchangeProblem } from "./exchange-problem.ts";
import type { RpcCall, RpcError, RpcReply } from "./json-rpc-transport.ts";
import { oneLine } from "./one-line.ts";

/** JSON-RPC 2.0 request text with ids 1…n. One call travels as an object: some endpoints know no batches. */
export function encodeCalls(calls: readonly RpcCall[]): string {
  const requests = calls.map((call, i) => ({ jsonrpc: "2.0", id: i + 1, method: call.method, params: call.params }));
  return JSON.stringify(requests.length === 1 ? requests[0] : requests);
}

/**
 * Matches an answer to the calls of `encodeCalls` by id, whatever order it came in.
 * @param endpoint name for messages
 * @throws Problem `endpoint_not_json`, `endpoint_refused` (one error for the whole batch), `endpoint_busy`,
 *   `endpoint_malformed_answer`
 */
export function decodeReplies(text: string, callCount: number, endpoint: string): RpcReply[] {
  const answer = parseJson(text, endpoint);
  if (!Array.isArray(answer)) {
    const refusal = findRefusal(answer);
    if (refusal !== undefined && (callCount > 1 || !hasId(answer))) {
      throw refuse(refusal, endpoint);
    }
  }
  const items: unknown[] = Array.isArray(answer) ? answer : [answer];
  const replies = new Array<RpcReply | undefined>(callCount).fill(undefined);
  for (const item of items) {
    const id = readId(item);
    const error = findRefusal(item);
    if (id === undefined && error !== undefined) {
      throw refuse(error, endpoint);
    }
    if (id === undefined || id < 1 || id > callCount) throw malformed(endpoint, "an answer carries an id nobody asked");
    if (replies[id - 1] !== undefined) throw malformed(endpoint, `two answers carry the id ${id}`);
    replies[id - 1] = readReply(item, error, endpoint);
  }
  return replies.map((reply, i) => {
    if (reply === undefined) throw malformed(endpoint, `no answer to call ${i + 1} of ${callCount}`);
    return reply;
  });
}

/** What a body that stands for a whole exchange says, as far as it can be read: an error, a result, or nothing. */
export function readAnswerBody(text: string): Pick<Answer, "error" | "result"> {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return {};
  }
  const item: unknown = Array.isArray(answer) ? answer[0] : answer;
  const error = findRefusal(item);
  if (error !== undefined) return { error };
  return isObject(item) && "result" in item ? { result: item.result } : {};
}

export function formatRpcError(error: RpcError): string {
  return error.code === 0 ? error.message : `${error.message} (code ${error.code})`;
}

function parseJson(text: string, endpoint: string): unknown {
  if (text.trim() === "") throw new Problem("endpoint_not_json", `${endpoint}: the answer is empty`);
  try {
    return JSON.parse(text);
  } catch {
    const what = /^\s*</.test(text) ? "a web page" : `text that is not whole JSON (${text.length} characters)`;
    throw new Problem("endpoint_not_json", `${endpoint}: the answer is ${what}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasId(item: unknown): boolean {
  return isObject(item) && item.id !== undefined && item.id !== null;
}

/** Besu and some proxies echo ids as strings; only the plain decimal of our own number is taken for it. */
function readId(item: unknown): number | undefined {
  if (!isObject(item)) return undefined;
  const id = item.id;
  if (typeof id === "number" && Number.isSafeInteger(id)) return id;
  return typeof id === "string" && /^[1-9]\d{0,8}$/.test(id) ? Number(id) : undefined;
}

/** Also reads `{"Error": "…"}` under HTTP 200, which java-tron sends when it is overloaded. */
function findRefusal(item: unknown): RpcError | undefined {
  if (!isObject(item)) return undefined;
  const error = item.error ?? item.Error;
  if (error === undefined || error === null) return undefined;
  // Not `String`: a list is written out by going down into it, and one that is nested deeply enough ends the process.
  if (!isObject(error)) return { code: 0, message: Array.isArray(error) ? "no message" : oneLine(String(error)) };
  const { code, message, data } = error;
  return {
    code: typeof code === "number" && Number.isSafeInteger(code) ? code : 0,
    message: oneLine(typeof message === "string" ? message : "no message"),
    ...(data === undefined ? {} : { data }),
  };
}

function refuse(error: RpcError, endpoint: string): Problem {
  const code = codeOfFailure(classifyAnswer({ method: "", params: [] }, { error }), { error });
  return new ExchangeProblem(code, `${endpoint}: ${formatRpcError(error)}`, { error });
}

function readReply(item: unknown, error: RpcError | undefined, endpoint: string): RpcReply {
  if (error !== undefined) return { error };
  if (isObject(item) && "result" in item) return { result: item.result };
  throw malformed(endpoint, "an answer holds neither a result nor an error");
}

function malformed(endpoint: string, fact: string): Problem {
  return new Problem("endpoint_malformed_answer", `${endpoint}: ${fact}`);
}
