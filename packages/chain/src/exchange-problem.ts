import { Problem, type ProblemCode } from "@redflag/domain/problem";
import { ANSWER_RULES } from "./answer-class.ts";
import { type Answer, classifyAnswer, type Verdict } from "./classify-answer.ts";
import type { RpcCall } from "./json-rpc-transport.ts";

/** A whole exchange that failed, with what came: whoever knows what was asked can tell what it means. */
export class ExchangeProblem extends Problem {
  readonly answer: Answer;
  /** Milliseconds that the endpoint asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ProblemCode, detail: string, answer: Answer, retryAfterMs?: number) {
    super(code, detail);
    this.answer = answer;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The code under which a failed exchange is told. */
export function codeOfFailure(verdict: Verdict, { httpStatus, error }: Answer): ProblemCode {
  const { action } = ANSWER_RULES[verdict.class];
  if (action === "rest") return "endpoint_busy";
  // A missing or wrong key, whatever else is said with it.
  if (httpStatus === 401 || httpStatus === 403) return "endpoint_http_status";
  if (action === "narrow" || (action === "fail_over" && error !== undefined)) return "endpoint_refused";
  return httpStatus === undefined ? "endpoint_refused" : "endpoint_http_status";
}

/** What it means that an exchange of these calls failed with this. */
export function classifyFailure(problem: Problem, calls: readonly RpcCall[], head?: number): Verdict {
  const call = calls.find(({ method }) => method === "eth_getLogs") ?? calls[0];
  if (problem instanceof ExchangeProblem && call !== undefined)
    return classifyAnswer({ ...call, head }, problem.answer);
  return { class: problem.code === "endpoint_malformed_answer" ? "malformed" : "transient" };
}
