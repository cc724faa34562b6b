import type { Severity } from "@redflag/domain/entry";
import type { Executor } from "./database.ts";
import { isDuplicate } from "./database-error.ts";

interface ReviewPolicy {
  /** Hours within which somebody should have decided, from when an alert is there or has become as severe. */
  hours: Record<Severity, number>;
  /** A closed alert is open again, or stays closed and stands in the queue. */
  newEvidence: "reopen" | "follow_up";
  reason: string;
}

export interface RecordedPolicy extends ReviewPolicy {
  /** Counted from 1: the last one holds. */
  seq: number;
  author: string;
  at: Date;
}

export async function getReviewPolicy(db: Executor): Promise<RecordedPolicy> {
  const row = await db
    .selectFrom("review_policy")
    .selectAll()
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return {
    seq: row.seq,
    hours: { SEVERE: row.severe_hours, HIGH: row.high_hours, MEDIUM: row.medium_hours, LOW: row.low_hours },
    newEvidence: row.new_evidence as RecordedPolicy["newEvidence"],
    reason: row.reason,
    author: row.author,
    at: row.created_at,
  };
}

/** Goes behind the policy with this number; false where another has come before it. */
export async function insertReviewPolicy(
  tx: Executor,
  { seq, hours, newEvidence, reason, author, at }: RecordedPolicy,
): Promise<boolean> {
  if ((await getReviewPolicy(tx)).seq !== seq - 1) return false;
  try {
    await tx
      .insertInto("review_policy")
      .values({
        seq,
        severe_hours: hours.SEVERE,
        high_hours: hours.HIGH,
        medium_hours: hours.MEDIUM,
        low_hours: hours.LOW,
        new_evidence: newEvidence,
        author,
        reason,
        created_at: at,
      })
      .execute();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
