import type { AlertReview, ReviewState } from "@redflag/domain/alert-review";
import type { Disposition } from "@redflag/domain/disposition";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { Selectable } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { ReviewColumns } from "./schema-review.ts";

/** Rows ⇄ domain for what people do with alerts: the columns of `alert`, and the same as actions keep them. */

export type ReviewRow = Selectable<Omit<ReviewColumns, "review_seq">>;

export function reviewOf(row: ReviewRow): AlertReview {
  return {
    state: row.review as ReviewState,
    ...(row.assignee !== null && { assignee: row.assignee }),
    dueAtMs: row.due_at.getTime(),
    ...(row.snoozed_until !== null && { snoozedUntilMs: row.snoozed_until.getTime() }),
    ...(row.disposition !== null &&
      row.closed_revision !== null && {
        closed: { disposition: row.disposition as Disposition, revision: hexOf(row.closed_revision) },
      }),
    ...(row.follow_up_since !== null && { followUpSinceMs: row.follow_up_since.getTime() }),
  };
}

/** As the function `review_of` of the database makes it. */
interface KeptReview {
  review: string;
  assignee: string | null;
  disposition: string | null;
  dueAt: string;
  snoozedUntil: string | null;
  closedRevision: string | null;
  followUpSince: string | null;
}

/** @param kept `before` or `after` of an action */
export function keptReviewOf(kept: unknown): AlertReview {
  const { review, assignee, disposition, dueAt, snoozedUntil, closedRevision, followUpSince } = kept as KeptReview;
  return reviewOf({
    review,
    assignee,
    disposition,
    due_at: new Date(dueAt),
    snoozed_until: snoozedUntil === null ? null : new Date(snoozedUntil),
    closed_revision: closedRevision === null ? null : bytesOf(`0x${closedRevision}` as Hex),
    follow_up_since: followUpSince === null ? null : new Date(followUpSince),
  });
}

/** What `jsonb_to_recordset` reads back as columns: bytes as hex digits. */
export function reviewJson(
  id: Hash,
  { state, assignee, dueAtMs, snoozedUntilMs, closed, followUpSinceMs }: AlertReview,
) {
  return {
    id: id.slice(2),
    review: state,
    assignee: assignee ?? null,
    disposition: closed?.disposition ?? null,
    due_at: new Date(dueAtMs),
    snoozed_until: timeOrNull(snoozedUntilMs),
    closed_revision: closed?.revision.slice(2) ?? null,
    follow_up_since: timeOrNull(followUpSinceMs),
  };
}

function timeOrNull(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}
