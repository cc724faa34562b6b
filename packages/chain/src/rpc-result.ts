import assert from "node:assert";
import { Problem, type ProblemCode } from "@redflag/domain/problem";
import { classifyAnswer } from "./classify-answer.ts";
import { formatRpcError } from "./json-rpc-batch.ts";
import type { RpcCall, RpcError, RpcReply, RpcTransport } from "./json-rpc-transport.ts";

/**
 * Sends the calls and holds the transport to its contract.
 * @throws Problem `endpoint_malformed_answer` when it gave another number of replies
 */
export async function sendCalls(
  transport: RpcTransport,
  calls: readonly RpcCall[],
  signal?: AbortSignal,
): Promise<readonly RpcReply[]> {
  const replies = await transport.send(calls, signal);
  if (replies.length !== calls.length) {
    const fact = `${replies.length} answers to ${calls.length} calls`;
    throw new Problem("endpoint_malformed_answer", `${transport.name}: ${fact}`);
  }
  return replies;
}

/**
 * The result of one call.
 * @throws Problem with the endpoint's own words: `endpoint_busy` where it was asked too often, `block_not_available` where
 *   it does not have the block yet or no longer, else `endpoint_refused`
 */
export function resultOf(reply: RpcReply | undefined, method: string, endpoint: string): unknown {
  assert(reply !== undefined, "sendCalls gives one reply for each call");
  if ("error" in reply) {
    throw new Problem(codeOfError(method, reply.error), `${endpoint}: ${method}: ${formatRpcError(reply.error)}`);
  }
  return reply.result;
}

function codeOfError(method: string, error: RpcError): ProblemCode {
  const { class: answerClass } = classifyAnswer({ method, params: [] }, { error });
  if (answerClass === "rate_limit") return "endpoint_busy";
  return answerClass === "ahead_of_head" || answerClass === "pruned" ? "block_not_available" : "endpoint_refused";
}

/** One call, its result. @throws Problem as `sendCalls` and `resultOf` */
export async function ask(transport: RpcTransport, call: RpcCall, signal?: AbortSignal): Promise<unknown> {
  const [reply] = await sendCalls(transport, [call], signal);
  return resultOf(reply, call.method, transport.name);
}

export function isMethodMissing(reply: RpcReply | undefined): boolean {
  if (reply === undefined || !("error" in reply)) return false;
  const { code, message } = reply.error;
  return (
    code === -32601 ||
    /method.{0,80}(not (found|supported|available|exist|allowed|enabled)|unsupported|disabled)|(unknown|unsupported|no such) method/i.test(
      message,
    )
  );
}
