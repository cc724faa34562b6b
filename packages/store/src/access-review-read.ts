import type { AccessKind, AccessMark, AccessVerdict } from "@redflag/domain/access-review";
import type { Permission } from "@redflag/domain/permission";
import { Problem } from "@redflag/domain/problem";
import type { Role } from "@redflag/domain/role";
import { sql } from "kysely";
import type { AccessDecisionParts, AccessSubjectParts, StoredAccessReview } from "./access-review.ts";
import type { Executor } from "./database.ts";

export interface StoredAccessSubject extends AccessSubjectParts {
  ordinal: number;
  decision?: AccessDecisionParts;
}

/** Newest first. */
export async function listAccessReviews(
  db: Executor,
  { limit, before }: { limit: number; before?: { createdAt: Date; id: string } },
): Promise<StoredAccessReview[]> {
  let query = selectReviews(db).orderBy("r.started_at", "desc").orderBy("r.id", "desc").limit(limit);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(r.started_at, r.id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  return (await query.execute()).map(reviewOf);
}

/** @throws Problem `not_found` */
export async function getAccessReview(db: Executor, id: string): Promise<StoredAccessReview> {
  const row = await selectReviews(db).where("r.id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `no access review has the id ${id}`);
  return reviewOf(row);
}

/** In the order in which they were taken down, each with what was decided last. */
export async function listAccessSubjects(
  db: Executor,
  review: string,
  { limit, afterOrdinal = 0 }: { limit: number; afterOrdinal?: number },
): Promise<StoredAccessSubject[]> {
  const rows = await selectSubjects(db, review)
    .where("s.ordinal", ">", afterOrdinal)
    .orderBy("s.ordinal")
    .limit(limit)
    .execute();
  return rows.map(subjectOf);
}

/** @throws Problem `not_found` */
export async function getAccessSubject(db: Executor, review: string, subject: string): Promise<StoredAccessSubject> {
  const row = await selectSubjects(db, review).where("s.subject_id", "=", subject).executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `the review has no subject ${subject}`);
  return subjectOf(row);
}

function selectReviews(db: Executor) {
  return db
    .selectFrom("access_review as r")
    .selectAll("r")
    .select([
      sql<number>`(select count(*) from access_review_subject s where s.review_id = r.id)`.as("subject_count"),
      sql<number>`(select count(distinct d.subject_id) from access_review_decision d where d.review_id = r.id)`.as(
        "decided_count",
      ),
    ]);
}

function reviewOf(row: Awaited<ReturnType<ReturnType<typeof selectReviews>["execute"]>>[number]): StoredAccessReview {
  const { finished_at, finished_by, finished_by_name } = row;
  return {
    id: row.id,
    startedAt: row.started_at,
    startedBy: { by: row.started_by, name: row.started_by_name },
    ...(finished_at !== null && {
      finished: { at: finished_at, by: { by: finished_by ?? "", name: finished_by_name ?? "" } },
    }),
    subjectCount: Number(row.subject_count),
    decidedCount: Number(row.decided_count),
  };
}

function selectSubjects(db: Executor, review: string) {
  return db
    .selectFrom("access_review_subject as s")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("access_review_decision as o")
          .select(["o.verdict", "o.reason", "o.at", "o.by", "o.by_name", "o.is_own"])
          .whereRef("o.review_id", "=", "s.review_id")
          .whereRef("o.subject_id", "=", "s.subject_id")
          .orderBy("o.seq", "desc")
          .limit(1)
          .as("d"),
      (join) => join.onTrue(),
    )
    .selectAll("s")
    .select(["d.verdict", "d.reason", "d.at", "d.by", "d.by_name", "d.is_own"])
    .where("s.review_id", "=", review);
}

function subjectOf(
  row: Awaited<ReturnType<ReturnType<typeof selectSubjects>["execute"]>>[number],
): StoredAccessSubject {
  const decision = decisionOf(row);
  return {
    ordinal: row.ordinal,
    // The tables' checks, and whoever inserts, hold these to the domain's words.
    kind: row.kind as AccessKind,
    id: row.subject_id,
    name: row.name,
    label: row.label,
    roles: row.roles as Role[],
    scopes: row.scopes as Permission[],
    ...(row.subscriber !== null && { subscriber: row.subscriber }),
    createdAt: row.created_at,
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    marks: row.marks as AccessMark[],
    ...(decision !== undefined && { decision }),
  };
}

function decisionOf({
  verdict,
  reason,
  at,
  by,
  by_name,
  is_own,
}: {
  verdict: string | null;
  reason: string | null;
  at: Date | null;
  by: string | null;
  by_name: string | null;
  is_own: boolean | null;
}): AccessDecisionParts | undefined {
  // All or none of them are null, as the join is an outer one.
  if (verdict === null || reason === null || at === null || by === null || by_name === null) return undefined;
  return { verdict: verdict as AccessVerdict, reason, at, by: { by, name: by_name }, isOwn: is_own === true };
}
