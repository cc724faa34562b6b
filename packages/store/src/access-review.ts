import type { AccessKind, AccessMark, AccessVerdict } from "@redflag/domain/access-review";
import type { Permission } from "@redflag/domain/permission";
import { Problem } from "@redflag/domain/problem";
import type { Role } from "@redflag/domain/role";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { isDuplicate } from "./database-error.ts";
import type { Actor } from "./list-proposal-read.ts";

export interface StoredAccessReview {
  id: string;
  startedAt: Date;
  startedBy: Actor;
  finished?: { at: Date; by: Actor };
  subjectCount: number;
  decidedCount: number;
}

/** Somebody's or something's access, as it was when the review began. */
export interface AccessSubjectParts {
  kind: AccessKind;
  id: string;
  name: string;
  label: string;
  roles: Role[];
  scopes: Permission[];
  subscriber?: string;
  createdAt: Date;
  lastUsedAt?: Date;
  expiresAt?: Date;
  marks: AccessMark[];
}

export interface AccessDecisionParts {
  verdict: AccessVerdict;
  reason: string;
  at: Date;
  by: Actor;
  isOwn: boolean;
}

const ROWS_PER_INSERT = 500;

/** @throws Problem `access_review_refused` while another is open */
export async function insertAccessReview(
  tx: Executor,
  { id, by, now, subjects }: { id: string; by: Actor; now: Date; subjects: readonly AccessSubjectParts[] },
): Promise<void> {
  await tx
    .insertInto("access_review")
    .values({ id, started_at: now, started_by: by.by, started_by_name: by.name })
    .execute()
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new Problem("access_review_refused", "another one is open") : error;
    });
  for (let from = 0; from < subjects.length; from += ROWS_PER_INSERT) {
    await tx
      .insertInto("access_review_subject")
      .values(subjects.slice(from, from + ROWS_PER_INSERT).map((subject, i) => rowOf(id, from + i + 1, subject)))
      .execute();
  }
}

function rowOf(reviewId: string, ordinal: number, subject: AccessSubjectParts) {
  return {
    review_id: reviewId,
    ordinal,
    kind: subject.kind,
    subject_id: subject.id,
    name: subject.name,
    label: subject.label,
    roles: subject.roles,
    scopes: subject.scopes,
    subscriber: subject.subscriber ?? null,
    created_at: subject.createdAt,
    last_used_at: subject.lastUsedAt ?? null,
    expires_at: subject.expiresAt ?? null,
    marks: subject.marks,
  };
}

/**
 * Holds the review until the transaction ends, so that it is not finished under a decision.
 * @throws Problem `not_found`; `access_review_refused` where it is finished
 */
export async function lockOpenAccessReview(tx: Executor, id: string): Promise<void> {
  const row = await tx
    .selectFrom("access_review")
    .select("finished_at")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `no access review has the id ${id}`);
  if (row.finished_at !== null) {
    throw new Problem("access_review_refused", `it was finished at ${row.finished_at.toISOString()}`);
  }
}

/** Behind those that were made before: the last one counts. */
export async function insertAccessDecision(
  tx: Executor,
  { review, subject, verdict, reason, at, by, isOwn }: AccessDecisionParts & { review: string; subject: string },
): Promise<void> {
  await tx
    .insertInto("access_review_decision")
    .values({
      review_id: review,
      subject_id: subject,
      verdict,
      reason,
      at,
      by: by.by,
      by_name: by.name,
      is_own: isOwn,
    })
    .execute();
}

/** @throws Problem `access_review_refused` while something is undecided. The caller holds the review. */
export async function finishAccessReview(tx: Executor, id: string, { by, now }: { by: Actor; now: Date }) {
  const undecided = await tx
    .selectFrom("access_review_subject as s")
    .select(sql<number>`count(*)`.as("count"))
    .where("review_id", "=", id)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("access_review_decision as d")
            .select("d.seq")
            .whereRef("d.review_id", "=", "s.review_id")
            .whereRef("d.subject_id", "=", "s.subject_id"),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  const count = Number(undecided.count);
  if (count > 0) throw new Problem("access_review_refused", `${count} of its accesses are undecided`);
  await tx
    .updateTable("access_review")
    .set({ finished_at: now, finished_by: by.by, finished_by_name: by.name })
    .where("id", "=", id)
    .execute();
}
