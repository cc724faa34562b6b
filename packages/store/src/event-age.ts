import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** How old blocks are when what was found in them is told. */
export interface EventAge {
  chainId: number;
  meanS: number;
  worstS: number;
}

/** The newest of the feed are looked at, so many at most. */
const NEWEST = 500;

/**
 * From the time of an alert's last block until its event was committed, of new and grown alerts in the last five minutes. Of a chain of
 * which there was none in that time, nothing.
 */
export async function listEventAges(db: Executor): Promise<EventAge[]> {
  const { rows } = await sql<EventAge>`
    with newest as (select event_id, placed_at from feed order by position desc limit ${NEWEST})
    select chain_id as "chainId",
      avg(greatest(0, extract(epoch from event.created_at - last_time)))::double precision as "meanS",
      max(greatest(0, extract(epoch from event.created_at - last_time)))::double precision as "worstS"
    from newest join event on event.id = newest.event_id join alert on alert.id = alert_id
    where placed_at > now() - interval '5 minutes' and event.kind in ('created', 'updated')
    group by chain_id order by chain_id`.execute(db);
  return rows;
}
