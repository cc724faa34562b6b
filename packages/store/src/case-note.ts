import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import { recordInCase, type SeenCase } from "./case-file.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";
import type { CaseNoteTable } from "./schema-cases.ts";

export interface CaseNote {
  id: string;
  text: string;
  /** The note that it stands in place of, which stays. */
  replaces?: string;
  author: Actor;
  createdAt: Date;
  /** The note that stands in place of it. */
  replacedBy?: string;
}

/** @throws Problem `not_found` for the note to replace; `case_state` where another has replaced it already */
export async function insertNote(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { id, text, replaces }: { id: string; text: string; replaces?: string },
): Promise<CaseNote> {
  if (replaces !== undefined) {
    const old = await findNote(tx, seen, replaces);
    if (old === undefined) throw new Problem("not_found", `${seen.number} has no note ${replaces}`);
    if (old.replacedBy !== undefined) throw new Problem("case_state", `note ${old.replacedBy} has replaced it`);
  }
  const row = await tx
    .insertInto("case_note")
    .values({ id, case_id: seen.id, text, replaces: replaces ?? null, by: actor.by, by_name: actor.name })
    .returningAll()
    .executeTakeFirstOrThrow();
  const detail = { note: id, ...(replaces !== undefined && { replaces }) };
  await recordInCase(tx, seen, actor, replaces === undefined ? "note_added" : "note_replaced", detail);
  return noteOf({ ...row, replaced_by: null });
}

/** Every one, also those that were replaced, in the order in which they were written. */
export async function listNotes(
  db: Executor,
  seen: SeenCase,
  { limit, after }: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<CaseNote[]> {
  let query = selectNotes(db, seen).orderBy("n.created_at").orderBy("n.id").limit(limit);
  if (after !== undefined) {
    query = query.where(sql<boolean>`(n.created_at, n.id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`);
  }
  return (await query.execute()).map(noteOf);
}

async function findNote(db: Executor, seen: SeenCase, id: string): Promise<CaseNote | undefined> {
  const row = await selectNotes(db, seen).where("n.id", "=", id).executeTakeFirst();
  return row && noteOf(row);
}

function selectNotes(db: Executor, { id }: SeenCase) {
  return db
    .selectFrom("case_note as n")
    .leftJoin("case_note as later", "later.replaces", "n.id")
    .selectAll("n")
    .select("later.id as replaced_by")
    .where("n.case_id", "=", id);
}

function noteOf(row: Selectable<CaseNoteTable> & { replaced_by: string | null }): CaseNote {
  return {
    id: row.id,
    text: row.text,
    ...(row.replaces !== null && { replaces: row.replaces }),
    author: { by: row.by, name: row.by_name },
    createdAt: row.created_at,
    ...(row.replaced_by !== null && { replacedBy: row.replaced_by }),
  };
}
