import { useSyncExternalStore } from "react";
import type { ReviewOutcome } from "./outcome.ts";

/** What was done last, in the queue or on an alert's page: it can be taken back on either. */
let last: ReviewOutcome | undefined;
const listeners = new Set<() => void>();

export function keepLastAction(outcome: ReviewOutcome | undefined): void {
  last = outcome;
  for (const listener of listeners) listener();
}

export function useLastAction(): ReviewOutcome | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => last,
  );
}
