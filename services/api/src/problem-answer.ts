import type { ProblemDocument } from "@redflag/contract/http/problem-document";
import { Problem } from "@redflag/domain/problem";
import { isTimeout } from "@redflag/store/database-error";
import { InvalidRequest } from "./invalid-request.ts";
import { statusOf } from "./problem-status.ts";

/** Codes whose facts are about this installation and not about the request: they are logged, and the caller is spared them. */
const INNER_FACTS = "it is in the log under the request's id";

export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  const status = statusOf(problem.code);
  return {
    type: `/problems#${problem.code}`,
    title: problem.title,
    status,
    detail: status >= 500 ? INNER_FACTS : problem.detail.toWellFormed(),
    code: problem.code,
    hint: problem.hint,
    requestId,
    ...(problem instanceof InvalidRequest && { errors: [...problem.faults] }),
  };
}

/** What Fastify throws by itself, and what else may come, as a Problem. An error nobody foresaw is `internal`. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isTimeout(error)) return new Problem("request_timed_out", "the database took too long", { cause: error });
  const code = codeOf(error);
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Problem("request_too_large", "the body is longer than is taken", { cause: error });
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new Problem("media_type_unsupported", "the body is not declared as JSON", { cause: error });
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return new InvalidRequest([{ at: "", fault: "is declared as JSON and empty" }]);
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
    case "FST_ERR_ASYNC_CONSTRAINT":
      return new InvalidRequest([{ at: "params", fault: "the path cannot be read" }]);
  }
  // Of the body parser: bad JSON, a prototype in it, a length that is not so.
  if (statusCodeOf(error) === 400) return new InvalidRequest([{ at: "", fault: "is not well-formed JSON" }]);
  return new Problem("internal", "it was not foreseen", { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function statusCodeOf(error: unknown): unknown {
  return error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
}
