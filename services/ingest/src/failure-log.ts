import type { Problem } from "@redflag/domain/problem";
import type { Logger } from "@redflag/runtime/logger";

/** The same failure is told again this often while it lasts. */
const REPEAT_MS = 60_000;

/**
 * Tells operating failures without flooding: a dead endpoint fails four times a second and is news once a minute.
 */
export class FailureLog {
  readonly #logger: Logger;
  readonly #told = new Map<string, { detail: string; atMs: number; silent: number }>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  tell(chain: string, step: string, problem: Problem, nowMs = Date.now()): void {
    const key = `${chain}/${step}/${problem.code}`;
    const last = this.#told.get(key);
    if (last !== undefined && last.detail === problem.detail && nowMs - last.atMs < REPEAT_MS) {
      last.silent++;
      return;
    }
    this.#told.set(key, { detail: problem.detail, atMs: nowMs, silent: 0 });
    const { code, detail, hint } = problem;
    const repeated = last?.detail === detail ? { repeated: last.silent } : {};
    const fields = { msg: "ingest step failed; it is tried again", chain, step, code, detail, hint, ...repeated };
    if (problem.retry === "fatal") this.#logger.error(fields);
    else this.#logger.warn(fields);
  }
}
