import type { Problem } from "@redflag/domain/problem";

/** One thing that `redflag doctor` looked at. */
export interface Check {
  name: string;
  status: "ok" | "wrong" | "note";
  /** What was found. */
  text: string;
  /** What to do about it. */
  hint?: string;
  /** For machines. */
  facts?: Readonly<Record<string, unknown>>;
}

export function wrong(name: string, problem: Problem): Check {
  return { name, status: "wrong", text: problem.message, hint: problem.hint };
}
