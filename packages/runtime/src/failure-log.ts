import type { Problem, ProblemCode } from "@redflag/domain/problem";
import type { Logger } from "./logger.ts";

/** The same failure is told again this often while it lasts. */
const REPEAT_MS = 60_000;

/** What a whole process stands on: every chain and step fails with it, each in words of its own. */
const SHARED: ReadonlySet<ProblemCode> = new Set(["database_unreachable", "database_full", "queue_unreachable"]);

/**
 * Tells operating failures without flooding: a dead endpoint fails four times a second and is news once a minute.
 */
export class FailureLog {
  readonly #logger: Logger;
  readonly #told = new Map<string, { detail: string; atMs: number; silent: number }>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** @param of a chain's name, or whose work it was */
  tell(of: string | { subscriber: string }, step: string, problem: Problem, nowMs = Date.now()): void {
    const whose = typeof of === "string" ? { chain: of } : of;
    const isShared = SHARED.has(problem.code);
    const key = isShared ? problem.code : `${Object.values(whose)}/${step}/${problem.code}`;
    const last = this.#told.get(key);
    const isSame = last !== undefined && (isShared || last.detail === problem.detail);
    if (isSame && nowMs - last.atMs < REPEAT_MS) {
      last.silent++;
      return;
    }
    this.#told.set(key, { detail: problem.detail, atMs: nowMs, silent: 0 });
    const { code, detail, hint } = problem;
    const repeated = isSame ? { repeated: last.silent } : {};
    const fields = { msg: "a step failed; it is tried again", ...whose, step, code, detail, hint, ...repeated };
    if (problem.retry === "fatal") this.#logger.error(fields);
    else this.#logger.warn(fields);
  }
}
