import assert from "node:assert/strict";
import {
  type AlertReview,
  act,
  type ReviewAction,
  type Reviewer,
  type ReviewScene,
} from "@redflag/domain/alert-review";
import type { Disposition } from "@redflag/domain/disposition";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { undo } from "@redflag/domain/review-undo";
import { permissionsOf } from "@redflag/domain/role";
import { sql } from "kysely";
import { listClosings, lockReviews, type StoredReview } from "./alert-review-read.ts";
import { keptReviewOf, reviewJson } from "./alert-review-row.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";
import { findUser } from "./user.ts";

/** An alert's review after an action, and how many actions there were. */
export interface ReviewedAlert {
  review: AlertReview;
  seq: number;
}

/** Of each alert that was named what has become of it, or why nothing was done with it. */
export type ReviewResults = Map<Hash, ReviewedAlert | Problem>;

export interface ReviewRequest {
  /**
   * Each once. With the number of actions after which it is asked for, and the evidence that whoever asks has seen; whatever
   * they are when absent.
   */
  alerts: ReadonlyArray<{ id: Hash; seq?: number; revision?: Hash }>;
  /** One for all of them, or each its own. */
  action: ReviewAction | ((id: Hash) => ReviewAction);
  text?: string;
  actor: Actor;
  isSupervisor: boolean;
  nowMs: number;
  /** Of several alerts at once: rows that somebody else is writing are then not waited for. */
  batchId?: string;
}

/** One line of what was done, before the database has given it its number. */
interface Deed {
  kind: ReviewAction["kind"] | "undo";
  review: AlertReview;
  undoes?: number;
}

/**
 * Does the same with each alert, as far as its review admits it: what is refused for one stands in its place.
 * @throws Problem `reviewer_unfit` for somebody who cannot have alerts
 */
export async function reviewAlerts(tx: Executor, request: ReviewRequest): Promise<ReviewResults> {
  const { alerts, action, text, actor, isSupervisor, nowMs, batchId } = request;
  const actionOf = typeof action === "function" ? action : () => action;
  if (typeof action !== "function" && action.kind === "assign") await refuseUnfit(tx, action.assignee);
  const who = await reviewerOf(tx, actor, isSupervisor);
  const ids = alerts.map(({ id }) => id);
  const { locked, refused } = await lockReviews(tx, ids, { waits: batchId === undefined });
  const closings = await listClosings(
    tx,
    [...locked].filter(([, { review }]) => review.state === "closed").map(([id]) => id),
  );
  const deeds = new Map<Hash, Deed>();
  for (const { id, seq, revision } of alerts) {
    const alert = locked.get(id);
    if (alert === undefined) continue;
    const wanted = actionOf(id);
    const deed = attempt(() => {
      // What somebody says of an alert is not a change that another one could be in the way of.
      if (seq !== undefined && seq !== alert.seq && wanted.kind !== "comment") {
        throw new Problem("version_outdated", `version ${alert.seq + 1} is there now`);
      }
      if (revision !== undefined && revision !== alert.revision) {
        throw new Problem("version_outdated", `it has other evidence now, of revision ${alert.revision}`);
      }
      return { kind: wanted.kind, review: act(alert.review, wanted, who, sceneOf(alert, nowMs, closings.get(id))) };
    });
    if (deed instanceof Problem) refused.set(id, deed);
    else deeds.set(id, deed);
  }
  const done = await writeDeeds(tx, deeds, { actor, nowMs, text, batchId });
  return inOrder(ids, done, refused);
}

/**
 * Takes back what a batch has done, as far as it stands as the batch left it.
 * @throws Problem `not_found`
 */
export async function undoBatch(
  tx: Executor,
  { batchId, text, actor, nowMs }: { batchId: string; text: string; actor: Actor; nowMs: number },
): Promise<ReviewResults> {
  const who = await reviewerOf(tx, actor, false);
  const ids = (
    await tx.selectFrom("alert_action").select("alert_id").where("batch_id", "=", batchId).orderBy("alert_id").execute()
  ).map((row) => hexOf(row.alert_id));
  if (ids.length === 0) throw new Problem("not_found", `no batch has the id ${batchId}`);
  const { locked, refused } = await lockReviews(tx, ids, { waits: false });
  const deeds = new Map<Hash, Deed>();
  // Behind the lock: what came last is not known before.
  for (const row of await listBatchActions(tx, batchId)) {
    const id = hexOf(row.alert_id);
    const alert = locked.get(id);
    if (alert === undefined) continue;
    const action = {
      kind: row.kind,
      person: row.actor_person,
      atMs: row.created_at.getTime(),
      before: keptReviewOf(row.before),
      isLast: row.is_last,
    };
    const review = attempt(() => undo(action, who, { nowMs, revision: alert.revision }));
    if (review instanceof Problem) refused.set(id, review);
    else deeds.set(id, { kind: "undo", review, undoes: row.seq });
  }
  return inOrder(ids, await writeDeeds(tx, deeds, { actor, nowMs, text }), refused);
}

/** The operator's word, from the command line: it closes an alert, and replaces whatever closed it. @returns its number */
export async function disposeAlert(
  tx: Executor,
  id: Hash,
  { disposition, reason, author, nowMs }: { disposition: Disposition; reason: string; author: string; nowMs: number },
): Promise<number> {
  const { locked } = await lockReviews(tx, [id], { waits: true });
  const kind = locked.get(id)?.review.state === "closed" ? "overrule" : "close";
  const results = await reviewAlerts(tx, {
    alerts: [{ id }],
    action: { kind, disposition },
    text: reason,
    actor: { by: "system", name: author },
    isSupervisor: true,
    nowMs,
  });
  return getReviewed(results, id).seq;
}

/** @throws the Problem that stands in its place */
export function getReviewed(results: ReviewResults, id: Hash): ReviewedAlert {
  const result = results.get(id);
  if (result === undefined) throw new Problem("not_found", `no alert has the id ${id}`);
  if (result instanceof Problem) throw result;
  return result;
}

async function refuseUnfit(tx: Executor, userId: string): Promise<void> {
  const user = await findUser(tx, userId);
  if (user === undefined || user.disabledAt !== undefined || !permissionsOf(user.roles).has("alerts:review")) {
    throw new Problem("reviewer_unfit", `${userId} is nobody who may review alerts`);
  }
}

/** @param isSupervisor as far as permissions go */
export async function reviewerOf(db: Executor, { by }: Actor, isSupervisor: boolean): Promise<Reviewer> {
  if (by === "system") return { person: by, isSupervisor };
  const { rows } = await sql<{ person: string }>`select person_behind(${by}) as person`.execute(db);
  return { person: rows[0]?.person ?? by, isSupervisor };
}

export function sceneOf(alert: StoredReview, nowMs: number, closedBy: ReviewScene["closedBy"]): ReviewScene {
  const { revision, dueAfterMs } = alert;
  return { nowMs, revision, dueAfterMs, ...(closedBy !== undefined && { closedBy }) };
}

function attempt<T>(work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function inOrder(ids: readonly Hash[], done: Map<Hash, ReviewedAlert>, refused: Map<Hash, Problem>): ReviewResults {
  const results: ReviewResults = new Map();
  for (const id of ids) {
    const result = done.get(id) ?? refused.get(id);
    if (result !== undefined) results.set(id, result);
  }
  return results;
}

async function listBatchActions(tx: Executor, batchId: string) {
  return tx
    .selectFrom("alert_action as a")
    .select(["a.alert_id", "a.seq", "a.kind", "a.actor_person", "a.before", "a.created_at"])
    .select((eb) =>
      eb
        .not(
          eb.exists(
            eb
              .selectFrom("alert_action as later")
              .select("later.seq")
              .whereRef("later.alert_id", "=", "a.alert_id")
              .whereRef("later.seq", ">", "a.seq")
              .where("later.kind", "<>", "comment"),
          ),
        )
        .$castTo<boolean>()
        .as("is_last"),
    )
    .where("a.batch_id", "=", batchId)
    .execute();
}

/** Columns, action and disposition of each, whose row this transaction holds. */
async function writeDeeds(
  tx: Executor,
  deeds: Map<Hash, Deed>,
  {
    actor,
    nowMs,
    text,
    batchId,
  }: { actor: Actor; nowMs: number; text?: string | undefined; batchId?: string | undefined },
): Promise<Map<Hash, ReviewedAlert>> {
  if (deeds.size === 0) return new Map();
  const given = JSON.stringify(
    [...deeds].map(([id, { kind, review, undoes }]) => ({ ...reviewJson(id, review), kind, undoes: undoes ?? null })),
  );
  const { rows } = await sql<{ id: Buffer; seq: number }>`
    with given as (
      select *, decode(id, 'hex') as alert_id from jsonb_to_recordset(${given}::jsonb) as given (id text, kind text,
        undoes integer, review text, assignee uuid, disposition text, due_at timestamptz, snoozed_until timestamptz,
        closed_revision text, follow_up_since timestamptz)
    ), old as (
      select alert.id, review_of(alert) as before from alert where id in (select alert_id from given)
    ), changed as (
      update alert set review = given.review, assignee = given.assignee, disposition = given.disposition,
        due_at = given.due_at, snoozed_until = given.snoozed_until,
        closed_revision = decode(given.closed_revision, 'hex'), follow_up_since = given.follow_up_since,
        review_seq = review_seq + 1
      from given where alert.id = given.alert_id
      returning alert.id, review_seq as seq, review_of(alert) as after, revision, evidence_count
    )
    insert into alert_action (alert_id, seq, kind, actor, actor_name, actor_person, text, before, after, revision,
      evidence_count, batch_id, undoes, created_at)
    select alert_id, seq, kind, ${actor.by}, ${actor.name}, ${actor.by}, ${text ?? null}, before, after, revision,
      evidence_count, ${batchId ?? null}::uuid, undoes, ${new Date(nowMs)}
    from given join changed on changed.id = alert_id join old on old.id = alert_id
    returning alert_id as id, seq`.execute(tx);
  const decided = [...deeds].filter(([, { kind, review }]) => DECIDING.has(kind) && review.closed !== undefined);
  if (decided.length > 0) {
    assert(text !== undefined, "whoever decides says why");
    await insertDispositions(tx, decided, { author: actor.name, reason: text, nowMs });
  }
  return new Map(
    rows.map(({ id, seq }) => {
      const alertId = hexOf(id);
      return [alertId, { seq, review: (deeds.get(alertId) as Deed).review }];
    }),
  );
}

/** What leaves an alert with another disposition than before. */
const DECIDING: ReadonlySet<string> = new Set(["close", "overrule", "answer", "undo"]);

/** Behind what was said before, which stays. */
async function insertDispositions(
  tx: Executor,
  decided: ReadonlyArray<[Hash, Deed]>,
  { author, reason, nowMs }: { author: string; reason: string; nowMs: number },
): Promise<void> {
  const given = decided.map(([id, { review }]) => ({ id: id.slice(2), disposition: review.closed?.disposition }));
  await sql`
    insert into alert_disposition (alert_id, seq, disposition, reason, author, created_at)
    select decode(id, 'hex'),
      coalesce((select max(seq) from alert_disposition where alert_id = decode(id, 'hex')), 0) + 1,
      disposition, ${reason}, ${author}, ${new Date(nowMs)}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (id text, disposition text)`.execute(tx);
}
