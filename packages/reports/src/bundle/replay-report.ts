/** What replaying looks at, in its order. */
export const REPLAY_STEPS = [
  "archive",
  "files",
  "signature",
  "proofs",
  "payments",
  "entries",
  "epoch",
  "judged_again",
  "alert",
  "readable_part",
] as const;
export type ReplayStepName = (typeof REPLAY_STEPS)[number];

/** `not_checked`: nothing speaks against it, and something that it needs is not there. */
export type ReplayOutcome = "holds" | "differs" | "not_checked";

export interface ReplayStep {
  step: ReplayStepName;
  outcome: ReplayOutcome;
  /** What was looked at and found, in one sentence. */
  words: string;
  /** Each thing that differs or could not be looked at, by its file or place. */
  facts: readonly string[];
}

/** What became of replaying a bundle. JSON-safe. */
export interface ReplayReport {
  /** Whether nothing differs. What was not checked is said in its step. */
  holds: boolean;
  /** As the bundle says; absent where it cannot be read so far. */
  bundle?: { alert: string; version: string; madeAt: string; madeBy: string; keyId?: string };
  steps: readonly ReplayStep[];
  /** The first step that differs. */
  firstDifference?: ReplayStepName;
}
