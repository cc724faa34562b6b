import type { Evidence } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { evidenceOf } from "./alert-row.ts";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** Something that the lane said of an alert, or that somebody did with it. */
export interface AlertHappening {
  at: Date;
  of: "event" | "action";
  kind: string;
  actor?: { id: string; name: string };
  text?: string;
}

/** The newest first; of one moment what was done after what was said. */
export async function listAlertHistory(db: Executor, id: Hash, limit: number): Promise<AlertHappening[]> {
  const { rows } = await sql<{
    at: Date;
    of: "event" | "action";
    kind: string;
    actor: string | null;
    actor_name: string | null;
    text: string | null;
  }>`
    select * from (
      (select created_at as at, 'event' as of, kind, null as actor, null as actor_name, null as text, position as place
        from event where alert_id = ${bytesOf(id)} order by position desc limit ${limit})
      union all
      (select created_at, 'action', kind, actor, actor_name, text, seq
        from alert_action where alert_id = ${bytesOf(id)} order by seq desc limit ${limit})
    ) as happening
    order by at desc, of, place desc limit ${limit}`.execute(db);
  return rows.map(({ at, of, kind, actor, actor_name, text }) => ({
    at,
    of,
    kind,
    ...(actor !== null && { actor: { id: actor, name: actor_name ?? "" } }),
    ...(text !== null && { text }),
  }));
}

/** Findings of an alert from this one on, in their order. */
export async function listEvidenceFrom(db: Executor, id: Hash, ordinal: number, limit: number): Promise<Evidence[]> {
  const rows = await db
    .selectFrom("evidence")
    .selectAll()
    .where("alert_id", "=", bytesOf(id))
    .where("ordinal", ">=", ordinal)
    .orderBy("ordinal")
    .limit(limit)
    .execute();
  return rows.map(evidenceOf);
}
