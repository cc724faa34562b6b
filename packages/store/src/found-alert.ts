import type { Alert } from "@redflag/domain/alert";
import type { Disposition } from "@redflag/domain/disposition";
import type { Hash } from "@redflag/domain/hex";
import type { Selectable } from "kysely";
import { alertOf } from "./alert-row.ts";
import { hexOf } from "./bytes.ts";
import type { Schema } from "./schema.ts";

/** Where an alert stands with the people who review it, as its row says. */
export interface StoredReview {
  state: string;
  assignee?: { id: string; name: string };
  disposition?: Disposition;
  dueAt: Date;
  snoozedUntil?: Date;
  followUpSince?: Date;
  /** Actions there were. */
  seq: number;
}

/** An alert as a list or its own page shows it. */
export interface FoundAlert {
  chainId: number;
  alert: Alert;
  createdAt: Date;
  /** Absent of what is withdrawn or not placed yet. */
  group?: { id: Hash; rank: number; size: number; ownRank: number };
  review: StoredReview;
}

export interface FoundAlertRow extends Selectable<Schema["alert"]> {
  assignee_name: string | null;
  lead_rank: number | null;
  lead_size: number | null;
}

export function foundAlertOf(row: FoundAlertRow): FoundAlert {
  const { group_id, rank, lead_rank, lead_size, assignee, disposition, snoozed_until, follow_up_since } = row;
  return {
    chainId: row.chain_id,
    alert: alertOf(row),
    createdAt: row.created_at,
    ...(group_id !== null &&
      rank !== null && {
        group: { id: hexOf(group_id), rank: lead_rank ?? rank, size: lead_size ?? 1, ownRank: rank },
      }),
    review: {
      state: row.review,
      ...(assignee !== null && { assignee: { id: assignee, name: row.assignee_name ?? "" } }),
      ...(disposition !== null && { disposition: disposition as Disposition }),
      dueAt: row.due_at,
      ...(snoozed_until !== null && { snoozedUntil: snoozed_until }),
      ...(follow_up_since !== null && { followUpSince: follow_up_since }),
      seq: row.review_seq,
    },
  };
}
