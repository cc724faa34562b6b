import type { AlertReview } from "@redflag/domain/alert-review";
import type { Hash } from "@redflag/domain/hex";
import { keptReviewOf } from "./alert-review-row.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";

/** One thing that was done with an alert. */
export interface AlertAction {
  seq: number;
  kind: string;
  /** `user:<id>`, `key:<id>`, `system` or `policy`, and the name that they had then. */
  actor: Actor;
  at: Date;
  text?: string;
  before: AlertReview;
  after: AlertReview;
  /** What the alert stood on then. */
  revision: Hash;
  evidenceCount: number;
  batchId?: string;
  /** Of an undo: the number of the action that it takes back. */
  undoes?: number;
}

/** The newest first. */
export async function listAlertActions(
  db: Executor,
  alertId: Hash,
  { limit, beforeSeq }: { limit: number; beforeSeq?: number },
): Promise<AlertAction[]> {
  let query = db
    .selectFrom("alert_action")
    .selectAll()
    .where("alert_id", "=", bytesOf(alertId))
    .orderBy("seq", "desc")
    .limit(limit);
  if (beforeSeq !== undefined) query = query.where("seq", "<", beforeSeq);
  const rows = await query.execute();
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    actor: { by: row.actor, name: row.actor_name },
    at: row.created_at,
    ...(row.text !== null && { text: row.text }),
    before: keptReviewOf(row.before),
    after: keptReviewOf(row.after),
    revision: hexOf(row.revision),
    evidenceCount: row.evidence_count,
    ...(row.batch_id !== null && { batchId: row.batch_id }),
    ...(row.undoes !== null && { undoes: row.undoes }),
  }));
}
