import type { AuditRow } from "@redflag/domain/audit";
import { type Selectable, type SelectQueryBuilder, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";

export interface AuditFilters {
  /** Id or name of who acted. */
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  /** Inclusive. */
  since?: Date | undefined;
  /** Exclusive. */
  until?: Date | undefined;
  /** Actions that are left out where they were done: what was refused is always told. */
  exceptDone?: readonly string[] | undefined;
}

/** Which chain of rows this database holds. */
export async function getAuditChainId(db: Executor): Promise<string> {
  const { id } = await db.selectFrom("audit_chain").select("id").executeTakeFirstOrThrow();
  return id;
}

/**
 * The newest first, by the time that each entry gives; of one time, the one that was appended last.
 * @param page.beforeSeq the last entry of the page before
 */
export async function listAudit(
  db: Executor,
  { actor, action, subject, since, until, exceptDone }: AuditFilters,
  { limit, beforeSeq }: { limit: number; beforeSeq?: number | undefined },
): Promise<AuditRow[]> {
  let query = selectRows(db).orderBy("at", "desc").orderBy("seq", "desc").limit(limit);
  if (actor !== undefined) {
    const name = searched(actor);
    query = query.where((eb) => eb.or([eb("actor_id", "=", name), eb("actor_name", "=", name)]));
  }
  if (action !== undefined) query = query.where("action", "=", searched(action));
  if (subject !== undefined) query = query.where("subject", "=", searched(subject));
  if (since !== undefined) query = query.where("at", ">=", since);
  if (until !== undefined) query = query.where("at", "<", until);
  if (exceptDone !== undefined) {
    query = query.where((eb) => eb.or([eb("outcome", "<>", "done"), eb("action", "not in", exceptDone)]));
  }
  if (beforeSeq !== undefined) {
    // The time is read there, and not given by the caller: SQL's is finer than a Date.
    const at = sql`(select at from audit_entry where seq = ${beforeSeq})`;
    query = query.where(sql<boolean>`(at, seq) < (${at}, ${beforeSeq})`);
  }
  return (await query.execute()).map(rowOf);
}

/** The columns hold this many characters, and no NUL. */
function searched(text: string): string {
  return [...text.toWellFormed().replaceAll("\0", "\uFFFD")].slice(0, 200).join("");
}

const PAGE_ROWS = 2_000;

/** A row for verifying: with whether the columns that are searched say what the content says. */
export interface StreamedAuditRow extends AuditRow {
  columnsFit: boolean;
}

/** Rows from one on, up to the last one that was there at the start; a page at a time. */
export async function* streamAudit(db: Executor, fromSeq: number): AsyncGenerator<StreamedAuditRow> {
  const end = await findLastAudit(db);
  // By hash too: where somebody has taken the key away and put a row in twice, a page must not end between the two.
  let after: { seq: number; hash: Buffer } = { seq: fromSeq - 1, hash: LAST_HASH };
  for (;;) {
    const page = await selectRows(db)
      .select(COLUMNS_FIT.as("columns_fit"))
      .where(sql<boolean>`(seq, hash) > (${after.seq}, ${after.hash})`)
      .where("seq", "<=", end?.seq ?? 0)
      .orderBy("seq")
      .orderBy("hash")
      .limit(PAGE_ROWS)
      .execute();
    for (const row of page) yield { ...rowOf(row), columnsFit: row.columns_fit };
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_ROWS) return;
    after = last;
  }
}

/** Greater than every other. */
const LAST_HASH = Buffer.alloc(32, 0xff);

const COLUMNS_FIT = sql<boolean>`coalesce(
  (at, actor_kind, actor_id, actor_name, action, outcome, subject) is not distinct from
  (select (c.at, c.actor_kind, c.actor_id, c.actor_name, c.action, c.outcome, c.subject) from audit_columns(content) c),
  false)`;

export async function findLastAudit(db: Executor): Promise<AuditRow | undefined> {
  const row = await selectRows(db).orderBy("seq", "desc").limit(1).executeTakeFirst();
  return row && rowOf(row);
}

type Row = Pick<Selectable<Schema["audit_entry"]>, "seq" | "hash" | "previous_hash" | "content">;

function selectRows(db: Executor): SelectQueryBuilder<Schema, "audit_entry", Row> {
  return db.selectFrom("audit_entry").select(["seq", "hash", "previous_hash", "content"]);
}

function rowOf({ seq, hash, previous_hash, content }: Row): AuditRow {
  return { seq, hash: hash.toString("hex"), previousHash: previous_hash.toString("hex"), content };
}
