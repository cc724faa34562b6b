/** What somebody who reviewed an alert found it to be. Neutral: none of them says that anybody did wrong. */
export const DISPOSITIONS = [
  /** What the rule looks for is what was there. */
  "true_positive",
  /** It was not. */
  "false_positive",
  /** It was, of a business that does so for its customers. */
  "legitimate_service",
  /** It was, of relief work. */
  "humanitarian",
  /** Money of others went through, and nothing was found against who passed it on. */
  "junction_no_adverse_finding",
  /** The review could not tell: left out of every share. */
  "inconclusive",
] as const;

export type Disposition = (typeof DISPOSITIONS)[number];

/** Whether a review speaks for the rule, against it, or not at all. */
export function isRight(disposition: Disposition): boolean | undefined {
  if (disposition === "inconclusive") return undefined;
  return disposition === "true_positive";
}
