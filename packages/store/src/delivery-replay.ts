import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { DeliveryState } from "./delivery-log.ts";
import { textArray } from "./sql-array.ts";

/** Which settled deliveries of a subscription are to be made again. */
export interface ReplayRange {
  since?: Date;
  until?: Date;
  fromPosition?: number;
  toPosition?: number;
  eventId?: Hash;
  states: ReadonlyArray<Exclude<DeliveryState, "waiting">>;
}

/**
 * Puts settled deliveries back, oldest event first: each is attempted anew under the same event id, its schedule from the beginning.
 * Where an order of subjects is kept, each subject's are made again in their order.
 * @returns how many
 */
export async function replayDeliveries(
  tx: Executor,
  subscriptionId: string,
  range: ReplayRange,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with chosen as (
      select event_id, subject, position from delivery
      where ${within(subscriptionId, range)}
      order by position limit ${limit} for no key update
    ),
    ordered as (
      select event_id, subject is not null and (
        row_number() over (partition by subject order by position) > 1 or exists (
          select from delivery as earlier
          where earlier.subscription_id = ${subscriptionId}::uuid and earlier.state = 'waiting'
            and earlier.subject = chosen.subject and earlier.position < chosen.position
        )
      ) as is_behind
      from chosen
    )
    update delivery set state = 'waiting', is_held = is_behind, retry_count = 0, next_at = now(), settled_at = null
    from ordered
    where subscription_id = ${subscriptionId}::uuid and delivery.event_id = ordered.event_id`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** How many that would put back now, `limit` at most. */
export async function countReplay(
  db: Executor,
  subscriptionId: string,
  range: ReplayRange,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from delivery where ${within(subscriptionId, range)} limit ${limit}
    ) as chosen`.execute(db);
  return rows[0]?.count ?? 0;
}

function within(subscriptionId: string, { since, until, fromPosition, toPosition, eventId, states }: ReplayRange) {
  return sql`subscription_id = ${subscriptionId}::uuid and state = any(${textArray(states)}::text[])
    ${since === undefined ? sql`` : sql`and created_at >= ${since}`}
    ${until === undefined ? sql`` : sql`and created_at < ${until}`}
    ${fromPosition === undefined ? sql`` : sql`and position >= ${fromPosition}`}
    ${toPosition === undefined ? sql`` : sql`and position <= ${toPosition}`}
    ${eventId === undefined ? sql`` : sql`and event_id = ${bytesOf(eventId)}`}`;
}
