import { hasFailedTooLong } from "@redflag/domain/delivery-schedule";
import type { StopCause } from "@redflag/store/subscription-health";

/** An attempt that has ended, as far as it says something of its subscription. */
export interface EndedAttempt {
  subscriptionId: string;
  outcome: "delivered" | "gone" | "failed";
  /** By the database's clock: a process whose own is wrong stops nothing. */
  claimedAt: Date;
  /** As it was when the attempt was claimed. */
  failingSince: Date | undefined;
}

/** What attempts say of their subscriptions. */
export interface Health {
  succeeding: string[];
  /** Those whose last attempt did not succeed, and since when none has. */
  failing: Array<{ id: string; since: Date }>;
  stopping: Array<{ id: string; cause: StopCause; since: Date }>;
}

/** @param ended in the order in which they ended */
export function healthOf(ended: readonly EndedAttempt[]): Health {
  const succeeding = new Set<string>();
  const failing = new Map<string, Date>();
  const stopping = new Map<string, { id: string; cause: StopCause; since: Date }>();
  for (const { subscriptionId: id, outcome, claimedAt, failingSince } of ended) {
    if (outcome === "delivered") {
      succeeding.add(id);
      failing.delete(id);
      if (stopping.get(id)?.cause === "failing") stopping.delete(id);
      continue;
    }
    if (!failing.has(id)) failing.set(id, claimedAt);
    if (outcome === "gone") stopping.set(id, { id, cause: "gone", since: claimedAt });
    else if (failingSince && !succeeding.has(id) && !stopping.has(id) && hasFailedTooLong(failingSince, claimedAt)) {
      stopping.set(id, { id, cause: "failing", since: failingSince });
    }
  }
  const since = [...failing].map(([id, date]) => ({ id, since: date }));
  return { succeeding: [...succeeding], failing: since, stopping: [...stopping.values()] };
}
