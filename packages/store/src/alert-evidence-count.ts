import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Reads every alert that stands and all of its evidence. */
export async function countMisstatedAlerts(db: Executor): Promise<{ alerts: number; misstated: number }> {
  const { rows } = await sql<{ alerts: number; misstated: number }>`
    select count(*)::int as alerts, count(*) filter (where evidence_count <> coalesce(found, 0))::int as misstated
    from alert left join (select alert_id, count(*) as found from evidence group by alert_id) e on alert_id = id
    where state <> 'withdrawn'`.execute(db);
  return rows[0] ?? { alerts: 0, misstated: 0 };
}
