import { API_PROBLEMS } from "./api-problems.ts";
import { BUNDLE_PROBLEMS } from "./bundle-problems.ts";
import { GOAML_PROBLEMS } from "./goaml-problems.ts";
import { HEURISTIC_PROBLEMS } from "./heuristic-problems.ts";
import { LIST_PROBLEMS } from "./list-problems.ts";
import { PIPELINE_PROBLEMS } from "./pipeline-problems.ts";
import type { CatalogueRow, RetryClass } from "./problem-row.ts";

/**
 * Operating errors: what can go wrong although the program is right. A Problem says what failed (its code's title),
 * the facts (detail) and what to do (hint), and whether trying again can help (retry). Programmer errors are
 * assertions and crash.
 */
const CATALOGUE = {
  ...PIPELINE_PROBLEMS,
  ...API_PROBLEMS,
  ...LIST_PROBLEMS,
  ...HEURISTIC_PROBLEMS,
  ...GOAML_PROBLEMS,
  ...BUNDLE_PROBLEMS,
} as const satisfies Record<string, CatalogueRow>;

export type ProblemCode = keyof typeof CATALOGUE;

export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly detail: string;

  /** @param detail the facts, in a clause that stands on its own; never a secret */
  constructor(code: ProblemCode, detail: string, options?: { cause?: unknown }) {
    super(`${CATALOGUE[code].title}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }

  get title(): string {
    return CATALOGUE[this.code].title;
  }
  get hint(): string {
    return CATALOGUE[this.code].hint;
  }
  get retry(): RetryClass {
    return CATALOGUE[this.code].retry;
  }
}

/** Of a code that came from elsewhere: a newer Redflag may have others. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(CATALOGUE, text);
}

/** Every code with its row, for the generated reference and the test that no code is unused. */
export function listProblemCodes(): Array<{ code: ProblemCode } & CatalogueRow> {
  return (Object.keys(CATALOGUE) as ProblemCode[]).map((code) => ({ code, ...CATALOGUE[code] }));
}
