import type { Address } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Disposition } from "@redflag/domain/disposition";
import type { Hash } from "@redflag/domain/hex";
import { type Selectable, sql } from "kysely";
import { alertOf } from "./alert-row.ts";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";
import { byteaArray } from "./sql-array.ts";

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
  /** Millionths, by currency in its order; none of what is withdrawn. */
  worth: { sums: Array<{ currency: string; micros: bigint }>; usdMicros?: bigint };
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
    worth: worthOf(row),
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

function worthOf({ worth, worth_usd_micros }: FoundAlertRow): FoundAlert["worth"] {
  const sums = Object.entries((worth ?? {}) as Record<string, string>);
  const usdMicros = BigInt(worth_usd_micros);
  return {
    sums: sums.map(([currency, micros]) => ({ currency, micros: BigInt(micros) })),
    ...(usdMicros >= 0n && { usdMicros }),
  };
}

/** Those of these alerts that are known, in the order asked for. */
export async function listFoundAlerts(db: Executor, ids: readonly Hash[]): Promise<FoundAlert[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<FoundAlertRow>`
    select alert.*, person.name as assignee_name, lead.group_rank as lead_rank, lead.group_size as lead_size
    from alert left join app_user as person on person.id = alert.assignee left join alert as lead on lead.id = alert.group_id
    where alert.id = ${anyBytes(ids)}`.execute(db);
  const byId = new Map(rows.map(foundAlertOf).map((found) => [found.alert.id, found]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Alerts about any of these addresses on a chain, besides one: the newest of each address first in line, bounded. */
export async function listAlertsAbout(
  db: Executor,
  {
    chainId,
    subjects,
    besides,
    limit,
  }: { chainId: number; subjects: readonly Address[]; besides: Hash; limit: number },
): Promise<Alert[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<Selectable<Schema["alert"]>>`
    select newest.* from unnest(${byteaArray(subjects)}::bytea[]) as asked (subject), lateral (
      select * from alert where alert.subject = asked.subject and chain_id = ${chainId} and id <> ${bytesOf(besides)}
      order by last_time desc, id desc limit ${limit}
    ) as newest
    order by newest.last_time desc, newest.id desc limit ${limit}`.execute(db);
  return rows.map(alertOf);
}
