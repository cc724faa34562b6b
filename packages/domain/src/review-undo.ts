import type { AlertReview, Reviewer } from "./alert-review.ts";
import type { Hash } from "./hex.ts";
import { Problem } from "./problem.ts";

/** How long after a batch its maker may take it back. Ours [E]. */
const UNDO_HOURS_MAX = 24;

/** One action of a batch, and what has come of its alert since. */
export interface UndoneAction {
  kind: string;
  /** As actions name it: `user:<id>`, or a key of nobody's. */
  person: string;
  atMs: number;
  before: AlertReview;
  /** Nothing but comments came after it. */
  isLast: boolean;
}

/**
 * The review as it was before the action. Only whoever did it undoes it, while it stands as they left it: undoing is
 * not a way round four eyes, nor round what somebody else has decided since.
 * @throws Problem `undo_refused`
 */
export function undo(
  { kind, person, atMs, before, isLast }: UndoneAction,
  who: Reviewer,
  { nowMs, revision }: { nowMs: number; revision: Hash },
): AlertReview {
  const fault = () => {
    if (person !== who.person) return "somebody else did it";
    if (nowMs > atMs + UNDO_HOURS_MAX * 3_600_000) return `it was more than ${UNDO_HOURS_MAX} hours ago`;
    if (kind === "comment") return "what was said stays";
    if (!isLast) return "something was done since";
    if (before.closed !== undefined && before.closed.revision !== revision && before.followUpSinceMs === undefined) {
      return "evidence has come since it was closed";
    }
    return undefined;
  };
  const found = fault();
  if (found !== undefined) throw new Problem("undo_refused", found);
  return before;
}
