import type { Condition, ConditionKind, ConditionSeverity } from "@redflag/domain/condition";
import type { ConditionNews, LookOutcome, OpenCondition } from "@redflag/domain/condition-news";
import { type Selectable, sql } from "kysely";
import { tryAdvisoryLock } from "./advisory-lock.ts";
import type { Executor } from "./database.ts";
import type { ConditionTable } from "./schema-notices.ts";

/**
 * Whether it is this process's turn to look: nobody else does so before the transaction ends, and nobody has within `everyMs`.
 */
export async function beginLook(tx: Executor, now: Date, everyMs: number): Promise<boolean> {
  if (!(await tryAdvisoryLock(tx, "conditions"))) return false;
  const { numUpdatedRows } = await tx
    .updateTable("condition_look")
    .set({ looked_at: now })
    // A look in the future was told by a clock that was wrong.
    .where(sql<boolean>`(looked_at <= ${new Date(now.getTime() - everyMs)} or looked_at > ${now})`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** All that have not ended, the most urgent first. */
export async function listOpenConditions(db: Executor): Promise<OpenCondition[]> {
  const rows = await db
    .selectFrom("condition")
    .selectAll()
    .where("ended_at", "is", null)
    .orderBy("severity")
    .orderBy("first_seen_at")
    .orderBy("kind")
    .orderBy("about")
    .execute();
  return rows.map(conditionOf);
}

/** Writes down what a look came to. */
export async function writeLook(tx: Executor, { open, ended }: Pick<LookOutcome, "open" | "ended">, now: Date) {
  for (const condition of open) {
    const changing = {
      last_seen_at: condition.lastSeenAt,
      ...{ severity: condition.severity, figure: condition.figure },
      ...{ told_severity: condition.told?.severity ?? null, told_figure: condition.told?.figure ?? null },
    };
    await tx
      .insertInto("condition")
      .values({ ...keyOf(condition), ...changing })
      .onConflict((conflict) => conflict.columns(["kind", "about", "first_seen_at"]).doUpdateSet(changing))
      .execute();
  }
  for (const condition of ended) {
    const { kind, about, first_seen_at } = keyOf(condition);
    await tx
      .updateTable("condition")
      .set({ ended_at: now })
      .where("kind", "=", kind)
      .where("about", "=", about)
      .where("first_seen_at", "=", first_seen_at)
      .execute();
  }
}

/** Forgets what ended, and notices that were made, before then. */
export async function deleteOldConditions(tx: Executor, before: Date): Promise<void> {
  await tx.deleteFrom("condition").where("ended_at", "<", before).execute();
  await tx.deleteFrom("operator_notice").where("created_at", "<", before).execute();
}

/** What is told once goes each way that is configured. */
export async function insertNotice(
  tx: Executor,
  { id, news, ways, now }: { id: string; news: readonly ConditionNews[]; ways: readonly NoticeWay[]; now: Date },
): Promise<void> {
  await tx
    .insertInto("operator_notice")
    .values({ id, created_at: now, news: JSON.stringify(news) })
    .execute();
  const rows = ways.map((way) => ({ notice_id: id, way, next_at: now }));
  await tx.insertInto("operator_notice_delivery").values(rows).execute();
}

export const NOTICE_WAYS = ["mail", "webhook"] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

function keyOf({ kind, about, firstSeenAt }: Condition & { firstSeenAt: Date }) {
  return { kind, about, first_seen_at: firstSeenAt };
}

function conditionOf(row: Selectable<ConditionTable>): OpenCondition {
  return {
    ...{ kind: row.kind as ConditionKind, about: row.about, severity: row.severity as ConditionSeverity },
    ...{ figure: row.figure, firstSeenAt: row.first_seen_at, lastSeenAt: row.last_seen_at },
    ...(row.told_severity !== null &&
      row.told_figure !== null && {
        told: { severity: row.told_severity as ConditionSeverity, figure: row.told_figure },
      }),
  };
}
