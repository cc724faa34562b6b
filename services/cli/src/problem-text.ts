import type { Problem } from "@redflag/domain/problem";
import { redactText } from "@redflag/runtime/redact";

/** What failed, the facts, what to do: a line each, more where the facts are a list. */
export function problemText(problem: Problem, logLevel: string | undefined): string {
  const text = redactText(`error: ${[problem.title, ...problem.detail.split("\n"), problem.hint].join("\n  ")}`);
  return logLevel === "debug" || logLevel === "trace" ? `${text}\n${callsOf(problem)}` : text;
}

/** The stack without its message, which may hold what has just been redacted. */
function callsOf({ stack = "" }: Problem): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
