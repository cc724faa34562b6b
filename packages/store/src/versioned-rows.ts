import type { AuditContent } from "@redflag/domain/audit";
import { type Canonical, canonicalText } from "@redflag/domain/content-hash";
import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import { appendAudit } from "./audit-append.ts";
import type { Database, Executor } from "./database.ts";
import { listNewestVersions } from "./newest-versions.ts";
import { numberArray, textArray } from "./sql-array.ts";
import { secondsOf } from "./time.ts";
import { inTransaction } from "./transaction.ts";

/** One kind of imported rows: where its versions and its rows stand, and how many of a list screening holds in memory. */
export interface RowTables {
  versions: "border_list_version" | "enrichment_list_version";
  rows: "border_note" | "enrichment_row";
  rowsMax: number;
}

/** What a row is about, and what it says of it. */
export interface KeyedRow {
  key: string;
  content: Canonical;
}

export interface ImportedRows {
  /** The version that holds them: a new one, or the current one if nothing changed. */
  seq: number;
  /** Rows that the list did not have, or had otherwise. */
  added: number;
  /** Rows that it had and has no more, or has otherwise. */
  removed: number;
  unchanged: number;
  isNew: boolean;
}

/** How and by whom a list of rows is changed. */
export interface RowsChange {
  /** Where they came from, for people. */
  source: string;
  by: { actor: AuditContent["actor"]; at: Date };
  /** Nothing is written; what would be is told. */
  isDryRun?: boolean;
}

/** What was done, as the audit calls it; its subject is of the same kind. */
type RowsAction = "borders.import" | "enrichment.import" | "enrichment.delete";

/** Rows of one statement: keeps its text at a few megabytes. */
const ROWS_PER_STATEMENT = 20_000;

/**
 * Makes a new version of a list out of the rows that stand, if anything differs. One transaction: who reads sees the version
 * before or this one, and it is in the audit. Changes of one list wait for each other.
 * @param wantedOf all rows that are to stand, given those that do
 * @throws Problem `context_list_full`
 */
export async function changeRows(
  db: Database,
  tables: RowTables,
  listId: string,
  wantedOf: (held: ReadonlyMap<string, KeyedRow>) => Iterable<KeyedRow>,
  { action, source, by, isDryRun = false }: RowsChange & { action: RowsAction },
): Promise<ImportedRows> {
  return inTransaction(db, async (tx) => {
    await takeAdvisoryLock(tx, `${tables.rows}:${listId}`, "exclusive");
    const current = (await listRowVersions(tx, tables))[listId];
    const held = new Map(
      current === undefined
        ? []
        : (await listRowsAt(tx, tables, { [listId]: current })).map(({ key, content }) => [key, { key, content }]),
    );
    const wanted = new Map([...wantedOf(held)].map((row) => [row.key, row]));
    if (wanted.size > tables.rowsMax) {
      throw new Problem("context_list_full", `${listId} would have ${wanted.size} rows, ${tables.rowsMax} are held`);
    }
    const added = [...wanted.values()].filter((row) => !isSame(held.get(row.key), row));
    const removed = [...held.values()].filter((row) => !isSame(wanted.get(row.key), row));
    const counts = { added: added.length, removed: removed.length, unchanged: wanted.size - added.length };
    if (current !== undefined && added.length + removed.length === 0) return { seq: current, ...counts, isNew: false };
    const seq = (current ?? 0) + 1;
    if (!isDryRun) {
      await tx.insertInto(tables.versions).values({ list_id: listId, seq, row_count: wanted.size, source }).execute();
      for (const part of partsOf(removed)) await endRows(tx, tables, listId, seq, part);
      for (const part of partsOf(added)) await insertRows(tx, tables, listId, seq, part);
      const subject = `${action.replace(/\..*/, "")}:${listId}`;
      const detail = {
        source,
        versionBefore: seq - 1,
        versionAfter: seq,
        added: added.length,
        removed: removed.length,
      };
      await appendAudit(tx, [{ actor: by.actor, action, outcome: "done", subject, at: by.at.toISOString(), detail }]);
    }
    return { seq, ...counts, isNew: true };
  });
}

function isSame(a: KeyedRow | undefined, b: KeyedRow): boolean {
  return a !== undefined && canonicalText(a.content) === canonicalText(b.content);
}

function* partsOf(rows: readonly KeyedRow[]): Generator<readonly KeyedRow[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    yield rows.slice(start, start + ROWS_PER_STATEMENT);
  }
}

async function endRows(
  tx: Executor,
  { rows: table }: RowTables,
  listId: string,
  seq: number,
  rows: readonly KeyedRow[],
): Promise<void> {
  await sql`
    update ${sql.table(table)} set ended_seq = ${seq}
    where list_id = ${listId} and ended_seq is null and key = any(${textArray(rows.map(({ key }) => key))}::text[])`.execute(
    tx,
  );
}

async function insertRows(
  tx: Executor,
  { rows: table }: RowTables,
  listId: string,
  seq: number,
  rows: readonly KeyedRow[],
): Promise<void> {
  await sql`
    insert into ${sql.table(table)} (list_id, first_seq, key, content)
    select ${listId}, ${seq}::integer, key, content::jsonb
    from unnest(
      ${textArray(rows.map(({ key }) => key))}::text[],
      ${textArray(rows.map(({ content }) => canonicalText(content)))}::text[]
    ) as given (key, content)`.execute(tx);
}

/** Current version of each list: what an epoch records. */
export async function listRowVersions(db: Executor, { versions }: RowTables): Promise<Record<string, number>> {
  return listNewestVersions(db, versions);
}

/** A row as a version of its list has it. */
export interface VersionedRow extends KeyedRow {
  listId: string;
  seq: number;
}

/**
 * All rows of the given versions, by list and key.
 * @param versions list id → version; a list that does not exist has no rows
 */
export async function listRowsAt(
  db: Executor,
  { rows: table }: RowTables,
  versions: Readonly<Record<string, number>>,
): Promise<VersionedRow[]> {
  if (Object.keys(versions).length === 0) return [];
  const { rows } = await sql<VersionedRow>`
    select list_id as "listId", asked.seq, key, content
    from unnest(
      ${textArray(Object.keys(versions))}::text[],
      ${numberArray(Object.values(versions))}::integer[]
    ) as asked (list_id, seq)
    join ${sql.table(table)} using (list_id)
    where first_seq <= asked.seq and (ended_seq is null or ended_seq > asked.seq)
    order by list_id collate "C", key collate "C"`.execute(db);
  return rows;
}

export interface RowListSummary {
  id: string;
  /** Of the current version. */
  seq: number;
  rowCount: number;
  source: string;
  /** Unix seconds. */
  importedAt: number;
}

/** Every list with its current version, by id. */
export async function listRowLists(db: Executor, { versions }: RowTables): Promise<RowListSummary[]> {
  const { rows } = await sql<{ list_id: string; seq: number; row_count: number; source: string; created_at: Date }>`
    select distinct on (list_id collate "C") list_id, seq, row_count, source, created_at
    from ${sql.table(versions)} order by list_id collate "C", seq desc`.execute(db);
  return rows.map(({ list_id: id, seq, row_count: rowCount, source, created_at }) => {
    return { id, seq, rowCount, source, importedAt: secondsOf(created_at) };
  });
}
