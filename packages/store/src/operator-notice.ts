import type { ConditionNews } from "@redflag/domain/condition-news";
import { sql } from "kysely";
import type { NoticeWay } from "./condition.ts";
import type { Executor } from "./database.ts";
import { textArray } from "./sql-array.ts";

/** A notice that this process sends, until the claim ends. */
export interface ClaimedNotice {
  id: string;
  way: NoticeWay;
  createdAt: Date;
  news: ConditionNews[];
  /** Before this one. */
  attemptCount: number;
  /** Names the claim: whoever comes later has another. */
  claimedUntil: Date;
}

/** Takes the oldest that is due by one of these ways; undefined where none is. */
export async function claimNotice(
  db: Executor,
  ways: readonly NoticeWay[],
  now: Date,
  leaseMs: number,
): Promise<ClaimedNotice | undefined> {
  const { rows } = await sql<ClaimedNotice>`
    with due as (
      select notice_id, way from operator_notice_delivery
      where state = 'waiting' and next_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
        and way = any (${textArray(ways)}::text[])
      order by next_at, notice_id, way limit 1 for update skip locked
    ), claimed as (
      update operator_notice_delivery as own set claimed_until = ${new Date(now.getTime() + leaseMs)}
      from due where own.notice_id = due.notice_id and own.way = due.way returning own.*
    )
    select id, way, created_at as "createdAt", news, attempt_count as "attemptCount", claimed_until as "claimedUntil"
    from claimed join operator_notice on id = notice_id`.execute(db);
  return rows[0];
}

/** What became of an attempt, unless the claim has ended and somebody else is at it. */
export async function settleNotice(
  db: Executor,
  { id, way, claimedUntil }: ClaimedNotice,
  outcome:
    | { state: "delivered" | "dead"; at: Date; problem?: string }
    | { state: "waiting"; nextAt: Date; problem: string },
): Promise<void> {
  const { state, problem = null } = outcome;
  await db
    .updateTable("operator_notice_delivery")
    .set((eb) => ({
      ...{ state, problem, claimed_until: null, attempt_count: eb("attempt_count", "+", 1) },
      ...(outcome.state === "waiting" ? { next_at: outcome.nextAt } : { settled_at: outcome.at }),
    }))
    .where("notice_id", "=", id)
    .where("way", "=", way)
    .where("claimed_until", "=", claimedUntil)
    .execute();
}

/** Notices that have not arrived, and those that were given up in the last day. */
export async function countNotices(
  db: Executor,
): Promise<Array<{ way: NoticeWay; state: "waiting" | "dead"; count: number }>> {
  const { rows } = await sql<{ way: NoticeWay; state: "waiting" | "dead"; count: number }>`
    select way, state, count(*) as count from operator_notice_delivery
    where state = 'waiting' or (state = 'dead' and settled_at >= now() - interval '24 hours')
    group by way, state order by way, state`.execute(db);
  return rows;
}
