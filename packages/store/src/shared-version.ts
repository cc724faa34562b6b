import { sharingsKnownTo } from "@redflag/domain/audience";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { textArray } from "./sql-array.ts";

const COLUMNS = sql.raw(
  "list_id, entry_id, family, address, category, severity, authority, programme, reference, document_url, confidence, " +
    "valid_from, valid_to, sharing, entity, jurisdictions",
);

/**
 * Brings what exchanges know of a list to its version `seq`, which is made in the same transaction. Where nothing of that
 * changed nothing is written: outside there was no version then.
 */
export async function shareVersion(tx: Executor, listId: string, seq: number): Promise<void> {
  const gone = await sql`
    delete from shared_entry using list_entry
    where shared_entry.list_id = ${listId} and list_entry.list_id = ${listId} and ended_seq = ${seq}
      and list_entry.entry_id = shared_entry.entry_id`.execute(tx);
  const come = await sql`
    insert into shared_entry (${COLUMNS})
    select ${COLUMNS} from list_entry
    where list_id = ${listId} and first_seq = ${seq} and address is not null
      and sharing = any(${textArray(sharingsKnownTo("exchange"))}::text[])
    order by entry_id`.execute(tx);
  if (!gone.numAffectedRows && !come.numAffectedRows) return;

  // Ended first: of a list one is current.
  await sql`
    update shared_version set ended_at = (select created_at from list_version where list_id = ${listId} and seq = ${seq})
    where list_id = ${listId} and ended_at is null`.execute(tx);
  await sql`
    insert into shared_version (list_id, seq, list_seq, entry_count, created_at)
    select ${listId}, coalesce(max(seq), 0) + 1, ${seq}::integer,
      coalesce((array_agg(entry_count order by seq desc))[1], 0) + ${Number(come.numAffectedRows) - Number(gone.numAffectedRows)}::integer,
      (select created_at from list_version where list_id = ${listId} and seq = ${seq})
    from shared_version where list_id = ${listId}`.execute(tx);
}

export interface SharedVersion {
  seq: number;
  entryCount: number;
  createdAt: Date;
}

/** What exchanges know of a list now; undefined where nothing of it was ever shared. */
export async function findSharedVersion(db: Executor, listId: string): Promise<SharedVersion | undefined> {
  const { rows } = await sql<SharedVersion>`
    select seq, entry_count as "entryCount", created_at as "createdAt" from shared_version
    where list_id = ${listId} and ended_at is null`.execute(db);
  return rows[0];
}

/** What exchanges knew of a list when its own version was `listSeq`; undefined where nothing of it was shared by then. */
export async function findSharedVersionAt(
  db: Executor,
  listId: string,
  listSeq: number,
): Promise<SharedVersion | undefined> {
  const { rows } = await sql<SharedVersion>`
    select seq, entry_count as "entryCount", created_at as "createdAt" from shared_version
    where list_id = ${listId} and list_seq <= ${listSeq} order by seq desc limit 1`.execute(db);
  return rows[0];
}

/** Of lists in these versions, the versions that they have outside, by list; one that shares nothing is missing. */
export async function listSharedVersionsAt(
  db: Executor,
  versions: Readonly<Record<string, number>>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ list_id: string; seq: number }>`
    select shared.list_id, max(shared.seq) as seq
    from unnest(
      ${textArray(Object.keys(versions))}::text[], ${textArray(Object.values(versions).map(String))}::integer[]
    ) as held (list_id, seq)
    join shared_version as shared on shared.list_id = held.list_id and shared.list_seq <= held.seq
    group by shared.list_id`.execute(db);
  return new Map(rows.map(({ list_id, seq }) => [list_id, seq]));
}
