import { Problem } from "@redflag/domain/problem";
import type { IngestDeps } from "./ingest-deps.ts";

/**
 * Does a step for blocks from..to, or, where an endpoint gives them with logs left out, for each half: an answer that was
 * cut short in silence may be whole for less. What an endpoint says is too much the chain source meets itself. A single
 * block is never halved or skipped. Returns the parts' results in order.
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
    if (!(error instanceof Problem) || error.code !== "answer_incomplete" || from === to) throw error;
    const middle = Math.floor((from + to) / 2);
    deps.logger.info({ msg: "range halved", chain: deps.chain.name, from, to, code: error.code, detail: error.detail });
    const lower = await inHalves(deps, from, middle, step);
    return [...lower, ...(await inHalves(deps, middle + 1, to, step))];
  }
}
