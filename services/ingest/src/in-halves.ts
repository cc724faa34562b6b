import { Problem, type ProblemCode } from "@redflag/domain/problem";
import type { IngestDeps } from "./ingest-deps.ts";

/** A range too large for the endpoint, said or silently cut short. */
const MET_BY_ASKING_FOR_LESS: ReadonlySet<ProblemCode> = new Set(["endpoint_refused", "answer_incomplete"]);

/**
 * Does a step for blocks from..to, or, where an endpoint calls them too many or gives them with logs left out, for each
 * half; a single block is never halved or skipped. Returns the parts' results in order.
 * @throws what the step throws; parts that succeeded before stand
 */
export async function inHalves<T>(
  deps: IngestDeps,
  from: number,
  to: number,
  step: (from: number, to: number) => Promise<T>,
): Promise<T[]> {
  try {
    return [await step(from, to)];
  } catch (error) {
    if (!(error instanceof Problem) || !MET_BY_ASKING_FOR_LESS.has(error.code) || from === to) throw error;
    const middle = Math.floor((from + to) / 2);
    deps.logger.info({ msg: "range halved", chain: deps.chain.name, from, to, code: error.code, detail: error.detail });
    const lower = await inHalves(deps, from, middle, step);
    return [...lower, ...(await inHalves(deps, middle + 1, to, step))];
  }
}
