import type { AlertAction, KeptReview, NewAction, Result, Review } from "@redflag/contract/http/routes/alert-review";
import { type AlertReview, type ReviewAction, reviewAt } from "@redflag/domain/alert-review";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { AlertAction as StoredAction } from "@redflag/store/alert-action-read";
import type { ReviewedAlert } from "@redflag/store/alert-review";
import { type Fault, InvalidRequest } from "./invalid-request.ts";
import { problemDocument } from "./problem-answer.ts";

type Field = Exclude<keyof NewAction, "action">;

/** What each action takes, besides a note. */
const FIELDS: Readonly<Record<NewAction["action"], readonly Field[]>> = {
  comment: ["text"],
  claim: [],
  assign: ["assignee"],
  release: [],
  snooze: ["until"],
  wake: [],
  escalate: ["text"],
  close: ["disposition", "text"],
  confirm: ["text"],
  reopen: ["text"],
  overrule: ["disposition", "text"],
};

/** @throws InvalidRequest for a field that is missing, or that goes with another action */
export function readAction(body: NewAction): ReviewAction {
  const { action: kind, assignee, until, disposition } = body;
  const faults: Fault[] = [];
  for (const field of ["text", "assignee", "until", "disposition"] as const) {
    const takes = FIELDS[kind].includes(field);
    if (takes && body[field] === undefined) faults.push({ at: `/${field}`, fault: `is asked for by ${kind}` });
    if (!takes && field !== "text" && body[field] !== undefined) {
      faults.push({ at: `/${field}`, fault: `does not go with ${kind}` });
    }
  }
  if (faults.length > 0) throw new InvalidRequest(faults);
  return {
    kind,
    ...(assignee !== undefined && { assignee }),
    ...(until !== undefined && { untilMs: Date.parse(until) }),
    ...(disposition !== undefined && { disposition }),
  } as ReviewAction;
}

/** As it stands at that time: a snooze that is over is one no more. */
export function reviewBody(stored: AlertReview, nowMs: number): Review {
  const review = reviewAt(stored, nowMs);
  const isOpen = review.state !== "closed" || review.followUpSinceMs !== undefined;
  return { ...keptReviewBody(review), overdue: isOpen && review.dueAtMs < nowMs };
}

function keptReviewBody({
  state,
  assignee,
  dueAtMs,
  snoozedUntilMs,
  closed,
  followUpSinceMs,
}: AlertReview): KeptReview {
  return {
    state,
    ...(assignee !== undefined && { assignee }),
    dueAt: timeOf(dueAtMs),
    ...(snoozedUntilMs !== undefined && { snoozedUntil: timeOf(snoozedUntilMs) }),
    ...(closed !== undefined && { disposition: closed.disposition, closedRevision: closed.revision }),
    ...(followUpSinceMs !== undefined && { followUpSince: timeOf(followUpSinceMs) }),
  };
}

export function actionBody(action: StoredAction): AlertAction {
  const { seq, kind, actor, at, text, before, after, revision, evidenceCount, batchId, undoes } = action;
  return {
    seq,
    action: kind,
    by: { id: actor.by, name: actor.name },
    at: at.toISOString(),
    ...(text !== undefined && { text }),
    before: keptReviewBody(before),
    after: keptReviewBody(after),
    revision,
    evidenceCount,
    ...(batchId !== undefined && { batch: batchId }),
    ...(undoes !== undefined && { undoes }),
  };
}

export function resultBody(alert: Hash, result: ReviewedAlert | Problem, nowMs: number): Result {
  if (result instanceof Problem) {
    const { code, title, detail, hint } = problemDocument(result, "");
    return { alert, problem: { code, title, detail, hint } };
  }
  return { alert, review: reviewBody(result.review, nowMs), version: reviewVersion(result.seq) };
}

/** Versions of an ETag begin with 1, and an alert's actions with none. */
export function reviewVersion(seq: number): number {
  return seq + 1;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
