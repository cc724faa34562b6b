import { Problem } from "@redflag/domain/problem";
import type { Logger } from "@redflag/runtime/logger";
import { isDataFault } from "@redflag/store/database-error";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuditTrail } from "./audit-trail.ts";
import { asProblem, problemDocument } from "./problem-answer.ts";

/** Makes of whatever was thrown a problem document; every refusal of a route is in the audit before it is told. */
export function answerProblems(trail: AuditTrail, logger: Logger) {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    let problem = isDataFault(error) && hasCursor(request) ? foreignCursor(error) : asProblem(error);
    const { state } = request;
    if (state !== null) {
      try {
        await trail.recordRefusal(request, state, problem);
      } catch (failure) {
        tell(failure, asProblem(failure));
        problem = asProblem(failure);
      }
    }
    const document = problemDocument(problem, request.id);
    tell(error, problem);
    if (document.status === 401) reply.header("www-authenticate", 'Bearer realm="redflag"');
    return reply.code(document.status).type("application/problem+json").send(JSON.stringify(document));

    function tell(thrown: unknown, { code }: Problem): void {
      const line = { requestId: request.id, route: state?.route.id, code };
      if (problemDocument(problem, "").status >= 500) logger.error({ msg: "request failed", ...line, err: thrown });
      else logger.debug({ msg: "request refused", ...line });
    }
  };
}

/** A cursor that somebody made up can hold what no column takes. */
function foreignCursor(cause: unknown): Problem {
  return new Problem("cursor_foreign", "it was not given for this list", { cause });
}

function hasCursor({ query }: FastifyRequest): boolean {
  return typeof query === "object" && query !== null && "cursor" in query;
}
