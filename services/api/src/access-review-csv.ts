import type { StoredAccessReview } from "@redflag/store/access-review";
import type { StoredAccessSubject } from "@redflag/store/access-review-read";
import { stringify } from "csv-stringify/sync";

const COLUMNS = [
  "review",
  "started",
  "started_by",
  "finished",
  "finished_by",
  "kind",
  "id",
  "name",
  "email_or_prefix",
  "roles",
  "scopes",
  "subscriber",
  "created",
  "last_used",
  "expires",
  "marks",
  "verdict",
  "reason",
  "decided",
  "decided_by",
  "own_access",
];

/** RFC 4180, one access a row. What a spreadsheet would take for a formula gets an apostrophe in front. */
export function accessReviewCsv(review: StoredAccessReview, subjects: readonly StoredAccessSubject[]): string {
  const of = [review.id, iso(review.startedAt), review.startedBy.name];
  const end = [iso(review.finished?.at), review.finished?.by.name];
  const rows = subjects.map(({ decision, ...subject }) => [
    ...of,
    ...end,
    subject.kind,
    subject.id,
    subject.name,
    subject.label,
    subject.roles.join(" "),
    subject.scopes.join(" "),
    subject.subscriber,
    iso(subject.createdAt),
    iso(subject.lastUsedAt),
    iso(subject.expiresAt),
    subject.marks.join(" "),
    decision?.verdict,
    decision?.reason,
    iso(decision?.at),
    decision?.by.name,
    decision?.isOwn === true ? "yes" : "",
  ]);
  return stringify(rows, { header: true, columns: COLUMNS, record_delimiter: "windows", escape_formulas: true });
}

function iso(time: Date | undefined): string | undefined {
  return time?.toISOString();
}
