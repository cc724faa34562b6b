import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { ListTables } from "./schema-lists.ts";

/** Where a list is fetched from, as its list.yaml says it. */
export interface ListSourceDefinition {
  /** The importer that reads it. */
  format: string;
  /** By the importer's part. May hold keys: never log them. */
  urls: Readonly<Record<string, string>>;
  /** What holds of an entry whose row does not say otherwise; as the importer takes it. */
  defaults: Readonly<Record<string, unknown>>;
  everySeconds: number;
  bytesMax: number;
}

/** What a server said of a body, by part. */
export type PartValidators = Readonly<Record<string, { etag?: string; lastModified?: string }>>;

export interface ListSource extends ListSourceDefinition {
  list: { id: string; title: string; authority: string; url?: string };
  nextAttemptAt: Date;
  isDue: boolean;
  attemptedAt?: Date;
  /** When the publisher's list was last known to be the one that is held. */
  succeededAt?: Date;
  validators?: PartValidators;
  bodySha256?: Buffer;
  /** In a row. */
  failureCount: number;
  lastFailure?: { at: Date; code: string; detail: string };
}

const DUE_MAX = 1000;

/**
 * Says where a list is fetched from. Whatever differs from what was said before makes the next body count, even if the
 * publisher has not changed it, and makes it due.
 * @returns whether anything differs
 */
export async function upsertListSource(
  tx: Executor,
  listId: string,
  definition: ListSourceDefinition,
): Promise<boolean> {
  const { format, urls, defaults, everySeconds, bytesMax } = definition;
  const { numAffectedRows } = await sql`
    insert into list_source as held (list_id, format, urls, defaults, every_seconds, bytes_max)
    values (${listId}, ${format}, ${JSON.stringify(urls)}::jsonb, ${JSON.stringify(defaults)}::jsonb, ${everySeconds}, ${bytesMax})
    on conflict (list_id) do update set
      format = excluded.format, urls = excluded.urls, defaults = excluded.defaults,
      every_seconds = excluded.every_seconds, bytes_max = excluded.bytes_max,
      validators = null, body_sha256 = null, next_attempt_at = now(), failure_count = 0
    where (held.format, held.urls, held.defaults, held.every_seconds, held.bytes_max)
      is distinct from (excluded.format, excluded.urls, excluded.defaults, excluded.every_seconds, excluded.bytes_max)`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/**
 * The list is kept by hand from now on.
 * @returns whether it was fetched before
 */
export async function deleteListSource(tx: Executor, listId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("list_source").where("list_id", "=", listId).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Every list that is fetched, by id. */
export async function listListSources(db: Executor): Promise<ListSource[]> {
  const rows = await selectSources(db).orderBy("list_source.list_id").execute();
  return rows.map(toSource);
}

export async function findListSource(db: Executor, listId: string): Promise<ListSource | undefined> {
  const row = await selectSources(db).where("list_source.list_id", "=", listId).executeTakeFirst();
  return row && toSource(row);
}

/** The same, and nobody says something else until the transaction ends. */
export async function findListSourceLocked(tx: Executor, listId: string): Promise<ListSource | undefined> {
  const row = await selectSources(tx)
    .where("list_source.list_id", "=", listId)
    .forUpdate("list_source")
    .executeTakeFirst();
  return row && toSource(row);
}

/** Lists whose time has come, the longest overdue first. */
export async function listDueListIds(db: Executor): Promise<string[]> {
  const rows = await db
    .selectFrom("list_source")
    .select("list_id")
    .where("next_attempt_at", "<=", sql<Date>`now()`)
    .orderBy("next_attempt_at")
    .orderBy("list_id")
    .limit(DUE_MAX)
    .execute();
  return rows.map((row) => row.list_id);
}

/** Before anything is asked: a process that does not survive the answer is not started on it again at once. */
export async function updateSourceAttempted(db: Executor, listId: string, nextSeconds: number): Promise<void> {
  await db
    .updateTable("list_source")
    .set({ attempted_at: sql<Date>`clock_timestamp()`, next_attempt_at: inSeconds(nextSeconds) })
    .where("list_id", "=", listId)
    .execute();
}

export interface SourceSuccess {
  nextSeconds: number;
  validators: PartValidators;
  /** Absent: of the one before. */
  bodySha256?: Buffer;
}

/** What the publisher has is what is held. */
export async function updateSourceSucceeded(
  tx: Executor,
  listId: string,
  { nextSeconds, validators, bodySha256 }: SourceSuccess,
): Promise<void> {
  await tx
    .updateTable("list_source")
    .set({
      succeeded_at: sql<Date>`clock_timestamp()`,
      next_attempt_at: inSeconds(nextSeconds),
      validators: JSON.stringify(validators),
      failure_count: 0,
      ...(bodySha256 !== undefined && { body_sha256: bodySha256 }),
    })
    .where("list_id", "=", listId)
    .execute();
}

/** What is held stays. */
export async function updateSourceFailed(
  db: Executor,
  listId: string,
  { nextSeconds, code, detail }: { nextSeconds: number; code: string; detail: string },
): Promise<void> {
  await db
    .updateTable("list_source")
    .set((eb) => ({
      next_attempt_at: inSeconds(nextSeconds),
      failure_count: eb("failure_count", "+", 1),
      failed_at: sql<Date>`clock_timestamp()`,
      failure_code: code,
      failure: detail,
    }))
    .where("list_id", "=", listId)
    .execute();
}

function inSeconds(seconds: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`;
}

function selectSources(db: Executor) {
  return db
    .selectFrom("list_source")
    .innerJoin("list", "list.id", "list_source.list_id")
    .selectAll("list_source")
    .select(["list.title", "list.authority", "list.url"])
    .select(sql<boolean>`next_attempt_at <= clock_timestamp()`.as("is_due"));
}

type SourceRow = Selectable<ListTables["list_source"]> & {
  title: string;
  authority: string;
  url: string | null;
  is_due: boolean;
};

function toSource(row: SourceRow): ListSource {
  const { attempted_at: attemptedAt, succeeded_at: succeededAt, validators, body_sha256: bodySha256 } = row;
  const { failed_at: failedAt, failure_code: code, failure } = row;
  return {
    list: { id: row.list_id, title: row.title, authority: row.authority, ...(row.url !== null && { url: row.url }) },
    format: row.format,
    urls: row.urls as ListSource["urls"],
    defaults: row.defaults as ListSource["defaults"],
    everySeconds: row.every_seconds,
    bytesMax: row.bytes_max,
    nextAttemptAt: row.next_attempt_at,
    isDue: row.is_due,
    ...(attemptedAt !== null && { attemptedAt }),
    ...(succeededAt !== null && { succeededAt }),
    ...(validators !== null && { validators: validators as PartValidators }),
    ...(bodySha256 !== null && { bodySha256 }),
    failureCount: row.failure_count,
    ...(failedAt !== null && { lastFailure: { at: failedAt, code: code ?? "", detail: failure ?? "" } }),
  };
}
