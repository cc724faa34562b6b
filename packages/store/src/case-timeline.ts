import type { CaseEventKind } from "@redflag/domain/case";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { SeenCase } from "./case-file.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";

/** When it was, and within one moment which: what a page begins after. */
export interface TimelinePlace {
  at: Date;
  key: string;
}

/** What people did in the case, what its alerts are about, what reviews said of them, and payments of what the case watches. */
export type TimelineEntry = TimelinePlace &
  (
    | { kind: CaseEventKind; by: Actor; detail: Readonly<Record<string, unknown>> }
    | { kind: "first_evidence" | "last_evidence"; chainId: number; alertId: Hash; heuristic: string }
    | { kind: "alert_reviewed"; by: Actor; alertId: Hash; detail: Readonly<Record<string, unknown>> }
    | { kind: "watch_payment"; chainId: number; detail: Readonly<Record<string, unknown>> }
  );

interface Row {
  at: Date;
  key: string;
  kind: string;
  by: string | null;
  by_name: string | null;
  chain_id: number | null;
  alert_id: Buffer | null;
  heuristic: string | null;
  detail: Readonly<Record<string, unknown>> | null;
}

/**
 * The oldest first. Each source gives its own first rows by its own index, of which the first of all are the page: what it costs
 * does not grow with what lies before.
 */
export async function listTimeline(
  db: Executor,
  { id }: SeenCase,
  { limit, after }: { limit: number; after?: TimelinePlace },
): Promise<TimelineEntry[]> {
  const since = after?.at ?? new Date(0);
  const key = after?.key ?? "";
  const page = sql`where at >= ${since}::timestamptz and (at, key collate "C") > (${since}::timestamptz, ${key}::text)
    order by at, key collate "C" limit ${limit}`;
  const { rows } = await sql<Row>`
    with alerts as (
      select alert.* from case_alert c join alert on alert.id = c.alert_id
      where c.case_id = ${id}::uuid and c.removed_at is null
    ), sources as (
      (select * from (
        select at, 'event/' || lpad(seq::text, 10, '0') as key, kind, by, by_name, null::bigint as chain_id,
          null::bytea as alert_id, null::text as heuristic, detail
        from case_event where case_id = ${id}::uuid) as event ${page})
      union all
      (select * from (
        select date_trunc('milliseconds', first_time), 'first/' || encode(id, 'hex'), 'first_evidence', null, null,
          chain_id, id, heuristic, null::jsonb from alerts) as first (at, key) ${page})
      union all
      (select * from (
        select date_trunc('milliseconds', last_time), 'last/' || encode(id, 'hex'), 'last_evidence', null, null,
          chain_id, id, heuristic, null::jsonb from alerts where last_time > first_time) as last (at, key) ${page})
      union all
      (select * from (
        select date_trunc('milliseconds', a.created_at), 'review/' || encode(alert_id, 'hex') || lpad(seq::text, 10, '0'),
          'alert_reviewed', actor, actor_name, chain_id, alert_id, heuristic,
          jsonb_strip_nulls(jsonb_build_object('action', kind, 'text', text,
            'disposition', case when kind <> 'comment' then after -> 'disposition' end))
        from alert_action a join alerts on alerts.id = a.alert_id) as review (at, key) ${page})
      union all
      (select * from (
        select block_time as at, 'watch/' || encode(id, 'hex') as key, 'watch_payment', null, null, chain_id, null::bytea,
          null, jsonb_build_object('text', text, 'state', state, 'transaction', '0x' || encode(tx_hash, 'hex'))
        from watch_alert where owner = 'case:' || ${id}::text) as watch (at, key) ${page})
    )
    select * from sources order by at, key collate "C" limit ${limit}`.execute(db);
  return rows.map(entryOf);
}

function entryOf(row: Row): TimelineEntry {
  const { at, key, kind, detail, by, by_name, chain_id, alert_id, heuristic } = row;
  return {
    at,
    key,
    kind,
    ...(by !== null && { by: { by, name: by_name ?? by } }),
    ...(chain_id !== null && { chainId: chain_id }),
    ...(alert_id !== null && { alertId: hexOf(alert_id) }),
    ...(heuristic !== null && { heuristic }),
    ...(detail !== null && { detail }),
    // The query makes each kind with what belongs to it.
  } as TimelineEntry;
}
