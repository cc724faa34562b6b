import type { ListStanding } from "@redflag/domain/find-conditions";
import { sql } from "kysely";
import type { Executor } from "./database.ts";

interface Row {
  list: string;
  age_s: number | null;
  every_seconds: number | null;
  gate_failures: number;
}

/** Of every list that is fetched, or of which a version is held: by id. It needs no right to a URL or an entry. */
export async function listListStandings(db: Executor, now: Date): Promise<ListStanding[]> {
  const { rows } = await sql<Row>`
    select coalesce(source.list_id, held.list_id) as list, every_seconds,
      extract(epoch from ${now}::timestamptz - succeeded_at)::double precision as age_s,
      coalesce(jsonb_array_length(failures), 0) as gate_failures
    from list_source as source
    full join (select list_id, failures from list_held_version where cleared_at is null) as held using (list_id)
    order by 1`.execute(db);
  return rows.map(({ list, age_s: ageS, every_seconds: everySeconds, gate_failures: gateFailureCount }) => ({
    list,
    ...(ageS !== null && { ageS: Math.max(0, ageS) }),
    ...(everySeconds !== null && { everySeconds }),
    gateFailureCount,
  }));
}
