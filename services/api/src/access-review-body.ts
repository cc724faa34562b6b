import type { AccessReview, AccessSubject } from "@redflag/contract/http/routes/access-reviews";
import type { StoredAccessReview } from "@redflag/store/access-review";
import type { StoredAccessSubject } from "@redflag/store/access-review-read";
import type { Actor } from "@redflag/store/list-proposal-read";

export function accessReviewBody(review: StoredAccessReview): AccessReview {
  const { id, startedAt, startedBy, finished, subjectCount, decidedCount } = review;
  return {
    id,
    startedAt: startedAt.toISOString(),
    startedBy: byOf(startedBy),
    ...(finished !== undefined && { finishedAt: finished.at.toISOString(), finishedBy: byOf(finished.by) }),
    subjectCount,
    decidedCount,
  };
}

export function accessSubjectBody({
  createdAt,
  lastUsedAt,
  expiresAt,
  decision,
  ...facts
}: StoredAccessSubject): AccessSubject {
  return {
    ...facts,
    createdAt: createdAt.toISOString(),
    ...(lastUsedAt !== undefined && { lastUsedAt: lastUsedAt.toISOString() }),
    ...(expiresAt !== undefined && { expiresAt: expiresAt.toISOString() }),
    ...(decision !== undefined && {
      decision: { ...decision, at: decision.at.toISOString(), by: byOf(decision.by) },
    }),
  };
}

function byOf({ by, name }: Actor): { id: string; name: string } {
  return { id: by, name };
}
