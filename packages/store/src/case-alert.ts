import type { Address } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import { CASE_ALERTS_MAX } from "@redflag/domain/case";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import { listAlertsById } from "./alert-read.ts";
import { alertOf } from "./alert-row.ts";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import { recordInCase, type SeenCase } from "./case-file.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";

/** Ids that the history names of alerts which came at once; the case has all of them. */
const NAMED_MAX = 20;

export interface CaseAlert {
  chainId: number;
  alert: Alert;
  addedBy: Actor;
  addedAt: Date;
}

/** An alert that the case does not have and never had. */
export interface OfferedAlert {
  chainId: number;
  alert: Alert;
  /** It is about a subject of the case, or now in one group with an alert of it. */
  because: "subject" | "cluster";
}

export interface CaseSubject {
  chainId: number;
  address: Address;
}

export async function insertSubject(tx: Executor, { id }: SeenCase, { chainId, address }: CaseSubject): Promise<void> {
  await tx
    .insertInto("case_subject")
    .values({ case_id: id, chain_id: chainId, address: bytesOf(address) })
    .execute();
}

export async function listSubjects(db: Executor, { id }: SeenCase): Promise<CaseSubject[]> {
  const rows = await db
    .selectFrom("case_subject")
    .select(["chain_id", "address"])
    .where("case_id", "=", id)
    .orderBy("chain_id")
    .orderBy("address")
    .execute();
  return rows.map((row) => ({ chainId: row.chain_id, address: hexOf(row.address) }));
}

/** Of what stands about an address on a chain, the alerts of the highest score, as many as a case takes. */
export async function listAlertIdsAbout(db: Executor, { chainId, address }: CaseSubject): Promise<Hash[]> {
  const rows = await db
    .selectFrom("alert")
    .select("id")
    .where("chain_id", "=", chainId)
    .where("subject", "=", bytesOf(address))
    .where("state", "<>", "withdrawn")
    .orderBy("score", "desc")
    .orderBy("id")
    .limit(CASE_ALERTS_MAX)
    .execute();
  return rows.map(({ id }) => hexOf(id));
}

/**
 * An alert and what now stands on the same payments, the highest score first, as many as a case takes.
 * @throws Problem `alert_unknown`
 */
export async function listAlertIdsOfCluster(db: Executor, alertId: Hash): Promise<Hash[]> {
  const row = await db.selectFrom("alert").select("group_id").where("id", "=", bytesOf(alertId)).executeTakeFirst();
  if (row === undefined) throw unknown(alertId);
  // Of an alert that was withdrawn, or not placed yet, there is itself.
  if (row.group_id === null) return [alertId];
  const rows = await db
    .selectFrom("alert")
    .select("id")
    .where("group_id", "=", row.group_id)
    .orderBy((eb) => eb("id", "=", bytesOf(alertId)), "desc")
    .orderBy("score", "desc")
    .orderBy("id")
    .limit(CASE_ALERTS_MAX)
    .execute();
  return rows.map(({ id }) => hexOf(id));
}

/**
 * Takes in alerts, whatever their state; those that it has stay as they came.
 * @returns how many came
 * @throws Problem `alert_unknown` with the first that is none; `case_full`
 */
export async function insertCaseAlerts(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  ids: readonly Hash[],
): Promise<number> {
  const known = await listAlertsById(tx, ids);
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw unknown(missing);
  const { rows } = await sql<{ id: Buffer }>`
    insert into case_alert (case_id, alert_id, added_by, added_by_name)
    select ${seen.id}::uuid, id, ${actor.by}, ${actor.name} from alert where id = ${anyBytes(ids)}
    on conflict (case_id, alert_id) do update
      set removed_at = null, added_by = excluded.added_by, added_by_name = excluded.added_by_name,
        added_at = excluded.added_at
      where case_alert.removed_at is not null
    returning alert_id as id`.execute(tx);
  if (rows.length === 0) return 0;
  if ((await countCaseAlerts(tx, seen)) > CASE_ALERTS_MAX) {
    throw new Problem("case_full", `${seen.number} takes ${CASE_ALERTS_MAX} alerts`);
  }
  const named = rows.map(({ id }) => hexOf(id)).sort();
  const detail = { count: rows.length, alerts: named.slice(0, NAMED_MAX) };
  await recordInCase(tx, seen, actor, "alerts_added", detail);
  return rows.length;
}

/** @throws Problem `not_found`. Whoever calls has asked whether a hold stands; the database refuses under one besides. */
export async function removeCaseAlert(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { alertId, reason }: { alertId: Hash; reason: string },
): Promise<void> {
  const row = await tx
    .updateTable("case_alert")
    .set({ removed_at: new Date() })
    .where("case_id", "=", seen.id)
    .where("alert_id", "=", bytesOf(alertId))
    .where("removed_at", "is", null)
    .returning("alert_id")
    .executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `${seen.number} has no alert ${alertId}`);
  await recordInCase(tx, seen, actor, "alert_removed", { alert: alertId, reason });
}

export async function countCaseAlerts(db: Executor, { id }: SeenCase): Promise<number> {
  const { count } = await db
    .selectFrom("case_alert")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("case_id", "=", id)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The highest score first. */
export async function listCaseAlerts(
  db: Executor,
  { id }: SeenCase,
  { limit, after }: { limit: number; after?: { score: number; id: Hash } },
): Promise<CaseAlert[]> {
  let query = db
    .selectFrom("case_alert as c")
    .innerJoin("alert as a", "a.id", "c.alert_id")
    .selectAll("a")
    .select(["c.added_by", "c.added_by_name", "c.added_at"])
    .where("c.case_id", "=", id)
    .where("c.removed_at", "is", null)
    .orderBy("a.score", "desc")
    .orderBy("a.id")
    .limit(limit);
  if (after !== undefined) {
    const { score, id: last } = after;
    query = query.where((eb) =>
      eb.or([eb("a.score", "<", score), eb.and([eb("a.score", "=", score), eb("a.id", ">", bytesOf(last))])]),
    );
  }
  return (await query.execute()).map((row) => ({
    chainId: row.chain_id,
    alert: alertOf(row),
    addedBy: { by: row.added_by, name: row.added_by_name },
    addedAt: row.added_at,
  }));
}

/**
 * Alerts that stand and that the case never had: about a subject of it, or in one group with an alert of it as groups are now.
 * By id.
 */
export async function listOfferedAlerts(
  db: Executor,
  { id }: SeenCase,
  { limit, after }: { limit: number; after?: Hash },
): Promise<OfferedAlert[]> {
  const { rows } = await sql<{ id: Buffer; because: "subject" | "cluster" }>`
    with offered as (
      select alert.id, 'subject' as because from case_subject s
        join alert on alert.chain_id = s.chain_id and alert.subject = s.address
        where s.case_id = ${id}::uuid and alert.state <> 'withdrawn'
      union all
      select alert.id, 'cluster' from (
          select distinct group_id from case_alert c join alert on alert.id = c.alert_id
          where c.case_id = ${id}::uuid and c.removed_at is null and group_id is not null
        ) as own join alert using (group_id)
    )
    select id, max(because) as because from offered
    where id > ${after === undefined ? Buffer.alloc(0) : bytesOf(after)}::bytea
      and not exists (select from case_alert had where had.case_id = ${id}::uuid and had.alert_id = offered.id)
    group by id order by id limit ${limit}`.execute(db);
  const alerts = await db
    .selectFrom("alert")
    .selectAll()
    .where("id", "=", anyBytes(rows.map((row) => hexOf(row.id))))
    .execute();
  const byId = new Map(alerts.map((row) => [hexOf(row.id), row]));
  return rows.flatMap((row) => {
    const found = byId.get(hexOf(row.id));
    return found === undefined ? [] : [{ chainId: found.chain_id, alert: alertOf(found), because: row.because }];
  });
}

function unknown(alertId: Hash): Problem {
  return new Problem("alert_unknown", `there is no alert ${alertId}`);
}
