import type { AlertReview, ReviewScene } from "@redflag/domain/alert-review";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { type RawBuilder, sql } from "kysely";
import { type ReviewRow, reviewOf } from "./alert-review-row.ts";
import { anyBytes } from "./any-of.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

const HOUR_MS = 3_600_000;

/** An alert's review, and what a decision about it rests on. */
export interface StoredReview {
  review: AlertReview;
  /** How many actions there were. */
  seq: number;
  revision: Hash;
  /** How long whoever reviews it has from now on, were it opened again. */
  dueAfterMs: number;
}

/**
 * Holds these alerts. Of several at once, those that a lane is just writing are refused and not waited for: it takes its
 * own in another order, and each of two would wait for what the other one holds.
 */
export async function lockReviews(
  tx: Executor,
  ids: readonly Hash[],
  { waits }: { waits: boolean },
): Promise<{ locked: Map<Hash, StoredReview>; refused: Map<Hash, Problem> }> {
  const locked = await selectReviews(tx, ids, waits ? sql`for update` : sql`for update skip locked`);
  const missing = ids.filter((id) => !locked.has(id));
  const present = await listPresent(tx, missing);
  const refused = new Map(
    missing.map((id) => [
      id,
      present.has(id)
        ? new Problem("alert_busy", `alert ${id}`)
        : new Problem("not_found", `no alert has the id ${id}`),
    ]),
  );
  return { locked, refused };
}

/** The same as it stands now, held by nobody. */
export async function findReview(db: Executor, id: Hash): Promise<StoredReview | undefined> {
  return (await selectReviews(db, [id], sql``)).get(id);
}

async function selectReviews(db: Executor, ids: readonly Hash[], lock: RawBuilder<unknown>) {
  const { rows } = await sql<ReviewRow & { id: Buffer; review_seq: number; revision: Buffer; due_hours: number }>`
    select id, review, assignee, disposition, due_at, snoozed_until, closed_revision, follow_up_since, review_seq, revision,
      due_hours(severity)
    from alert where id = ${anyBytes(ids)} order by id ${lock}`.execute(db);
  return new Map<Hash, StoredReview>(
    rows.map((row) => [
      hexOf(row.id),
      {
        review: reviewOf(row),
        seq: row.review_seq,
        revision: hexOf(row.revision),
        dueAfterMs: row.due_hours * HOUR_MS,
      },
    ]),
  );
}

async function listPresent(db: Executor, ids: readonly Hash[]): Promise<Set<Hash>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom("alert").select("id").where("id", "=", anyBytes(ids)).execute();
  return new Set(rows.map(({ id }) => hexOf(id)));
}

/** Who closed these alerts, where it was somebody: an action that was undone has closed nothing. */
export async function listClosings(
  db: Executor,
  ids: readonly Hash[],
): Promise<Map<Hash, NonNullable<ReviewScene["closedBy"]>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("alert_action as a")
    .distinctOn("a.alert_id")
    .select(["a.alert_id", "a.actor_person", "a.kind"])
    .where("a.alert_id", "=", anyBytes(ids))
    .where("a.kind", "in", ["close", "overrule", "answer"])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("alert_action as undo")
            .select("undo.seq")
            .whereRef("undo.alert_id", "=", "a.alert_id")
            .whereRef("undo.undoes", "=", "a.seq"),
        ),
      ),
    )
    .orderBy("a.alert_id")
    .orderBy("a.seq", "desc")
    .execute();
  return new Map(
    rows.map(({ alert_id, actor_person, kind }) => [
      hexOf(alert_id),
      { ...(actor_person !== "system" && { person: actor_person }), isOverruled: kind === "overrule" },
    ]),
  );
}
