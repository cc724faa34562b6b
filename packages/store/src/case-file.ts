import type { CaseBasis, CaseEventKind, CaseRole, CaseStatus } from "@redflag/domain/case";
import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";
import type { CaseFileTable } from "./schema-cases.ts";

/** Who asks. Of a case that they do not see there is as much as of none. */
export interface CaseViewer extends Actor {
  /** Supervisors, and whoever holds the database. Everybody else sees the cases that they are a member of. */
  seesAll: boolean;
}

export interface CaseFile {
  id: string;
  /** As people speak of it: `C-2026-0001`. */
  number: string;
  title: string;
  basis: CaseBasis;
  status: CaseStatus;
  openedBy: Actor;
  createdAt: Date;
  version: number;
  /** The viewer's own part in it; absent for a supervisor who has none. */
  role?: CaseRole;
}

declare const looked: unique symbol;
/** A case that its viewer may see. Only what is in this file makes one, so that nothing of a case is read past the check. */
export type SeenCase = CaseFile & { readonly [looked]: CaseViewer };

type Row = Selectable<CaseFileTable> & { role: string | null };

function selectSeen(db: Executor, { by, seesAll }: CaseViewer) {
  const query = db
    .selectFrom("case_file as c")
    .leftJoin("case_member as m", (join) =>
      join
        .onRef("m.case_id", "=", "c.id")
        .on("m.removed_at", "is", null)
        .on("m.person", "=", sql<string>`person_behind(${by})`),
    )
    .selectAll("c")
    .select("m.role");
  return seesAll ? query : query.where("m.person", "is not", null);
}

/** @throws Problem `not_found`, also of a case that is there and not the viewer's to see */
export async function getCase(db: Executor, viewer: CaseViewer, id: string): Promise<SeenCase> {
  const row = await selectSeen(db, viewer).where("c.id", "=", id).executeTakeFirst();
  if (row === undefined) throw notFound(id);
  return caseOf(row);
}

/** The same by the number that people know. */
export async function getCaseByNumber(db: Executor, viewer: CaseViewer, number: string): Promise<SeenCase> {
  const row = await selectSeen(db, viewer).where("c.number", "=", number).executeTakeFirst();
  if (row === undefined) throw notFound(number);
  return caseOf(row);
}

/**
 * The same to change it: its row is held to the end of the transaction, so that bounds and a hold count for everybody.
 * @throws Problem `not_found`; `forbidden` for whoever only reads it
 */
export async function lockCase(tx: Executor, viewer: CaseViewer, id: string): Promise<SeenCase> {
  const row = await selectSeen(tx, viewer).where("c.id", "=", id).forUpdate("c").executeTakeFirst();
  if (row === undefined) throw notFound(id);
  const seen = caseOf(row);
  if (!viewer.seesAll && seen.role === "reader") throw new Problem("forbidden", "you are a reader of this case");
  return seen;
}

function notFound(id: string): Problem {
  return new Problem("not_found", `you have no case ${id}`);
}

/** Newest first. */
export async function listCases(
  db: Executor,
  viewer: CaseViewer,
  {
    limit,
    before,
    status,
    own,
  }: {
    limit: number;
    before?: { createdAt: Date; id: string };
    status?: CaseStatus;
    /** Also of a supervisor: only those with a part in it. */
    own?: boolean;
  },
): Promise<SeenCase[]> {
  let query = selectSeen(db, viewer).orderBy("c.created_at", "desc").orderBy("c.id", "desc").limit(limit);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(c.created_at, c.id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  if (status !== undefined) query = query.where("c.status", "=", status);
  if (own === true) query = query.where("m.person", "is not", null);
  return (await query.execute()).map(caseOf);
}

/** Of a viewer's cases so many are looked through, the newest. Ours [E]. */
const CASES_READ_MAX = 1_000;

/**
 * Newest first: those whose id or number it is, or whose title has every word. What a member may not see is not passed by, so
 * that it shows in the time no more than in the answer.
 */
export async function searchCases(
  db: Executor,
  viewer: CaseViewer,
  { text, words, limit }: { text: string; words: readonly string[]; limit: number },
): Promise<SeenCase[]> {
  const person = sql`person_behind(${viewer.by})`;
  const inTurn = sql`order by created_at desc, id desc limit ${CASES_READ_MAX}`;
  const own = sql`select c.*, m.role from own as m join case_file as c on c.id = m.case_id ${inTurn}`;
  const all = sql`
    select c.*, m.role
    from (
      (select * from case_file ${inTurn})
      union (select * from case_file where number = upper(${text}))
    ) as c left join own as m on m.case_id = c.id`;
  const hasWords = words.map((word) => sql`strpos(lower(title), lower(${word})) > 0`);
  const { rows } = await sql<Row>`
    with own as materialized (
      select case_id, role from case_member where removed_at is null and person = ${person}
    )
    select * from (${viewer.seesAll ? all : own}) as seen
    where number = upper(${text}) or id::text = lower(${text}) or (${sql.join(hasWords, sql` and `)})
    order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows.map(caseOf);
}

export interface NewCase {
  id: string;
  title: string;
  basis: CaseBasis;
}

/** Opens a case that has nothing in it yet; its owner is the person behind whoever opens it. */
export async function insertCase(
  tx: Executor,
  viewer: CaseViewer,
  { id, title, basis }: NewCase,
  opened: { reason: string },
): Promise<SeenCase> {
  const { rows } = await sql<{ number: string }>`
    insert into case_counter (year, last) values (extract(year from clock_timestamp() at time zone 'UTC'), 1)
    on conflict (year) do update set last = case_counter.last + 1
    returning format('C-%s-%s', year, lpad(last::text, greatest(4, length(last::text)), '0')) as number`.execute(tx);
  await tx
    .insertInto("case_file")
    .values({ id, number: rows[0]?.number ?? "", title, basis, opened_by: viewer.by, opened_by_name: viewer.name })
    .execute();
  await tx
    .insertInto("case_member")
    .values({ case_id: id, person: sql<string>`person_behind(${viewer.by})`, role: "owner", removed_at: null })
    .execute();
  const seen = await getCase(tx, viewer, id);
  await recordInCase(tx, seen, viewer, "opened", { basis, reason: opened.reason });
  return seen;
}

/** What somebody read is no more what is there. Whoever calls holds the case's row. */
export async function bumpVersion(tx: Executor, { id, version }: SeenCase): Promise<void> {
  await tx
    .updateTable("case_file")
    .set({ version: version + 1 })
    .where("id", "=", id)
    .execute();
}

/** @throws Problem `case_state`: what is closed is read, held, exported and opened again, and nothing else */
export function requireOpen(seen: SeenCase): void {
  if (seen.status === "closed") throw new Problem("case_state", `${seen.number} is closed: open it again first`);
}

/** Of everything that is done in a case, in its transaction. */
export async function recordInCase(
  tx: Executor,
  { id }: SeenCase,
  { by, name }: Actor,
  kind: CaseEventKind,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`
    with counted as (update case_file set event_count = event_count + 1 where id = ${id}::uuid returning event_count)
    insert into case_event (case_id, seq, kind, by, by_name, detail)
    select ${id}::uuid, event_count, ${kind}, ${by}, ${name}, ${JSON.stringify(detail)}::jsonb from counted`.execute(
    tx,
  );
}

function caseOf(row: Row): SeenCase {
  const { id, number, title, version } = row;
  return {
    id,
    number,
    title,
    basis: row.basis as CaseBasis,
    status: row.status as CaseStatus,
    openedBy: { by: row.opened_by, name: row.opened_by_name },
    createdAt: row.created_at,
    version,
    ...(row.role !== null && { role: row.role as CaseRole }),
  } as SeenCase;
}
