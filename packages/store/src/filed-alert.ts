import type { AlertState } from "@redflag/domain/alert";
import type { AlertAnnotation } from "@redflag/domain/alert-annotation";
import type { Hash } from "@redflag/domain/hex";
import { type Expression, type SqlBool, sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** An alert that stands in at least one report that was filed. */
export interface FiledAlert {
  /** Those that were filed, each once. */
  revisions: readonly Hash[];
  /** Those of them that its evidence, as it is stored, begins with. */
  standing: readonly Hash[];
  /** The last annotation's kind. */
  annotated?: AlertAnnotation["kind"];
}

/** An annotation as it was written. */
export type StoredAnnotation = AlertAnnotation & {
  seq: number;
  /** Of the lane, when it was found. */
  generation: number;
  at: Date;
};

/** Which of these alerts were filed. */
export async function listFiled(db: Executor, ids: readonly Hash[]): Promise<Map<Hash, FiledAlert>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ alert_id: Buffer; revisions: Buffer[]; standing: Buffer[]; annotated: string | null }>`
    select alert_id, array_agg(revision order by revision) as revisions,
      coalesce(array_agg(revision order by revision) filter (where stands), '{}') as standing,
      (select kind from alert_annotation a where a.alert_id = filed.alert_id order by seq desc limit 1) as annotated
    from (
      select distinct alert_id, revision,
        exists (select from evidence e where e.alert_id = f.alert_id and e.revision = f.revision) as stands
      from filed_alert f where alert_id = ${anyBytes(ids)}
    ) as filed
    group by alert_id`.execute(db);
  return new Map(
    rows.map(({ alert_id, revisions, standing, annotated }) => [
      hexOf(alert_id),
      {
        revisions: revisions.map(hexOf),
        standing: standing.map(hexOf),
        ...(annotated !== null && { annotated: annotated as AlertAnnotation["kind"] }),
      },
    ]),
  );
}

/** All that was found of it since it was filed, in order. */
export async function listAnnotations(db: Executor, alertId: Hash): Promise<StoredAnnotation[]> {
  const rows = await db
    .selectFrom("alert_annotation")
    .selectAll()
    .where("alert_id", "=", bytesOf(alertId))
    .orderBy("seq")
    .execute();
  return rows.map(({ seq, kind, generation, detail, created_at: at }) => {
    return { ...(detail as object), kind, seq, generation, at } as StoredAnnotation;
  });
}

/** Whoever holds the alert's row writes of it. */
export async function insertAnnotation(
  tx: Executor,
  alertId: Hash,
  generation: number,
  { kind, ...detail }: AlertAnnotation,
): Promise<void> {
  await sql`
    insert into alert_annotation (alert_id, seq, kind, generation, detail)
    select ${bytesOf(alertId)}, coalesce(max(seq), 0) + 1, ${kind}, ${generation}, ${JSON.stringify(detail)}::jsonb
    from alert_annotation where alert_id = ${bytesOf(alertId)}`.execute(tx);
}

/** Of a query on `alert`: the past screened again does not give it, and it stands because it was filed. */
export function standsByFiling(): Expression<SqlBool> {
  return sql<SqlBool>`coalesce((
    select kind = 'not_found_again' from alert_annotation a where a.alert_id = alert.id order by seq desc limit 1
  ), false)`;
}

/**
 * Of a chain, those that stand because they were filed; in the order of their ids.
 * @param besides rules of which none is wanted
 */
export async function listStandingByFiling(
  db: Executor,
  chainId: number,
  besides: readonly string[] = [],
): Promise<Hash[]> {
  let query = db
    .selectFrom("alert")
    .select("id")
    .where("chain_id", "=", chainId)
    .where("id", "in", (eb) => eb.selectFrom("alert_annotation").select("alert_id"))
    .where(standsByFiling())
    .orderBy("id");
  if (besides.length > 0) query = query.where("heuristic", "not in", besides);
  return (await query.execute()).map(({ id }) => hexOf(id));
}

/**
 * Filed alerts that a rewind of the ledger to this block would leave with nothing to stand on, and how many pieces of evidence, from
 * the first, they keep: those that were filed; all where they differ from what was. Holds every alert that reaches above the
 * block: none of them is filed meanwhile.
 */
export async function listUprooted(tx: Executor, chainId: number, forkBlock: number): Promise<Map<Hash, number>> {
  const reaching = await tx
    .selectFrom("evidence")
    .select("alert_id")
    .distinct()
    .where("chain_id", "=", chainId)
    .where("block_number", ">", forkBlock)
    .execute();
  const ids = reaching.map((row) => hexOf(row.alert_id));
  await holdAgainstFiling(tx, ids);
  const filed = await listFiled(tx, ids);
  if (filed.size === 0) return new Map();
  const { rows } = await sql<{ alert_id: Buffer; kept: number }>`
    select e.alert_id, coalesce(
      max(e.ordinal) filter (where exists (
        select from filed_alert f where f.alert_id = e.alert_id and f.revision = e.revision
      )),
      max(e.ordinal)
    ) + 1 as kept
    from evidence e where e.alert_id = ${anyBytes(filed.keys())}
    group by e.alert_id having not bool_or(e.is_final or e.block_number <= ${forkBlock})
    order by e.alert_id`.execute(tx);
  return new Map(rows.map(({ alert_id, kept }) => [hexOf(alert_id), kept]));
}

/**
 * Before they are filed, in the transaction that files them: until it ends screening waits with what would withdraw or
 * change one of them, and then finds it filed. Says how they stand now; only a final one may be filed.
 */
export async function holdForFiling(tx: Executor, ids: readonly Hash[]): Promise<Map<Hash, AlertState>> {
  const rows = await tx
    .selectFrom("alert")
    .select(["id", "state"])
    .where("id", "=", anyBytes(ids))
    .orderBy("id")
    .forShare()
    .execute();
  return new Map(rows.map(({ id, state }) => [hexOf(id), state as AlertState]));
}

/** Before screening changes alerts: none of them is filed meanwhile. The counterpart of `holdForFiling`. */
export async function holdAgainstFiling(tx: Executor, ids: readonly Hash[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.selectFrom("alert").select("id").where("id", "=", anyBytes(ids)).orderBy("id").forNoKeyUpdate().execute();
}
