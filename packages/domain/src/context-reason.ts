import type { Assessment, Reason } from "./heuristic.ts";

type Context = Extract<Assessment, { outcome: "context" }>;

/** What a rule that only adds context gives to the findings of others on the same payment. */
export function contextReason(heuristic: string, { text, figures, exclusions }: Context): Reason {
  return { code: heuristic.replaceAll("-", "_"), text: `context only: ${text}`, figures, exclusions };
}
