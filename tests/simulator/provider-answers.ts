import { readFileSync } from "node:fs";
import { ExchangeProblem } from "@redflag/chain/exchange-problem";
import { decodeReplies } from "@redflag/chain/json-rpc-batch";
import type { RpcCall, RpcReply } from "@redflag/chain/json-rpc-transport";
import type { Random } from "./random.ts";

interface ProviderAnswer {
  method: string;
  httpStatus?: number;
  error?: { code?: number; message: string; data?: unknown };
  body?: string;
  class: string;
}

/** What providers really answer when they do not answer the question; what is silently wrong is a liar's to say. */
const ANSWERS: readonly ProviderAnswer[] = readFileSync(
  new URL("../vectors/endpoint-answers.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as ProviderAnswer)
  .filter((answer) => answer.class !== "silent_wrong");

/**
 * One of them in place of an honest answer: to the calls of its method alone where there are any, else to all.
 * @throws Problem as a transport does where the exchange as a whole failed
 */
export function answerAsProviders(
  random: Random,
  name: string,
  calls: readonly RpcCall[],
  honest: readonly RpcReply[],
): readonly RpcReply[] {
  const { method, httpStatus, error, body } = random.pick(ANSWERS);
  const said = error && { code: 0, ...error };
  if (httpStatus !== undefined) {
    const answer = { httpStatus, ...(said !== undefined && { error: said }) };
    throw new ExchangeProblem("endpoint_http_status", `${name}: HTTP ${httpStatus}`, answer);
  }
  if (said === undefined) return decodeReplies(body ?? "", calls.length, name);
  const isMeant = calls.some((call) => call.method === method);
  return honest.map((reply, i) => (isMeant && calls[i]?.method !== method ? reply : { error: said }));
}
