import { sql } from "kysely";
import type { Executor } from "./database.ts";

export interface ReleasedAlert {
  /** As it was written: parse it with the contract's schema. */
  payload: unknown;
  releasedAt: Date;
}

/**
 * What was told last of each alert about a subject, whichever exchanges were told; of each of them, the newest so many events are
 * looked at. Of one alert all are told the same.
 * @param subject as its chain writes it, of whichever chain
 */
export async function listReleasedAlerts(
  db: Executor,
  subject: string,
  eventsMax: number,
): Promise<Map<string, ReleasedAlert>> {
  const { rows } = await sql<ReleasedAlert & { alert: string }>`
    select distinct on (alert) told.payload ->> 'alert' as alert, told.payload, told.released_at as "releasedAt"
    from subscriber cross join lateral (
      select payload, released_at from released_event
      where subscriber_id = subscriber.id and subject = ${subject} and payload ? 'alert'
      order by -position limit ${eventsMax}
    ) as told
    order by alert, (told.payload ->> 'stateSeq')::integer desc, told.released_at, subscriber.id`.execute(db);
  return new Map(rows.map(({ alert, payload, releasedAt }) => [alert, { payload, releasedAt }]));
}
