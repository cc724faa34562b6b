import type { AccessReview } from "@redflag/contract/http/routes/access-reviews";
import { accessReviewDueAt } from "@redflag/domain/access-review";

export interface Standing {
  open?: AccessReview;
  lastFinished?: AccessReview;
  /** Absent while one is open. Where none was ever finished, it is due now. */
  dueAt?: Date;
}

/** How it stands, from the newest reviews. */
export function standingOf(reviews: readonly AccessReview[], now: Date): Standing {
  const open = reviews.find(({ finishedAt }) => finishedAt === undefined);
  const lastFinished = reviews.find(({ finishedAt }) => finishedAt !== undefined);
  const last = lastFinished?.finishedAt;
  return {
    ...(open === undefined
      ? { dueAt: accessReviewDueAt(last === undefined ? undefined : new Date(last)) ?? now }
      : { open }),
    ...(lastFinished !== undefined && { lastFinished }),
  };
}
