import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import { bumpVersion, recordInCase, type SeenCase } from "./case-file.ts";
import type { Executor } from "./database.ts";
import { breaksCheck } from "./database-error.ts";
import type { Actor } from "./list-proposal-read.ts";
import type { CaseHoldTable } from "./schema-cases.ts";

/** A legal hold that stands. */
export interface CaseHold {
  id: string;
  reason: string;
  setBy: Actor;
  setAt: Date;
  /** Of the copy of the case that was kept then; 64 hex digits. */
  copySha256: string;
}

export async function findHold(db: Executor, { id }: SeenCase): Promise<CaseHold | undefined> {
  const row = await db
    .selectFrom("case_hold")
    .select(["id", "reason", "set_by", "set_by_name", "set_at", "copy_sha256"])
    .where("case_id", "=", id)
    .where("lifted_at", "is", null)
    .executeTakeFirst();
  return row && holdOf(row);
}

/** @throws Problem `case_held` */
export async function requireNoHold(tx: Executor, seen: SeenCase): Promise<void> {
  const hold = await findHold(tx, seen);
  if (hold === undefined) return;
  throw new Problem(
    "case_held",
    `${hold.setBy.name} set it on ${hold.setAt.toISOString().slice(0, 10)}: ${hold.reason}`,
  );
}

/**
 * The case as it was when it was last held, also after the hold was lifted.
 * @throws Problem `not_found`
 */
export async function getHeldCopy(db: Executor, { id, number }: SeenCase): Promise<{ setAt: Date; copy: Buffer }> {
  const row = await db
    .selectFrom("case_hold")
    .select(["set_at", "copy"])
    .where("case_id", "=", id)
    .orderBy("set_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `${number} was never under a hold`);
  return { setAt: row.set_at, copy: row.copy };
}

/** Of an open case or of a closed one. @throws Problem `case_held` where one stands */
export async function insertHold(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { id, reason, copy, sha256 }: { id: string; reason: string; copy: Buffer; sha256: string },
): Promise<void> {
  await requireNoHold(tx, seen);
  await tx
    .insertInto("case_hold")
    .values({
      id,
      case_id: seen.id,
      reason,
      set_by: actor.by,
      set_by_name: actor.name,
      copy,
      copy_sha256: Buffer.from(sha256, "hex"),
      lifted_by: null,
      lifted_by_name: null,
      lifted_at: null,
      lift_reason: null,
    })
    .execute();
  await bumpVersion(tx, seen);
  await recordInCase(tx, seen, actor, "hold_set", { reason, sha256 });
}

/** @throws Problem `case_state` where none stands; `four_eyes_needed` for whoever set it */
export async function liftHold(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { reason }: { reason: string },
): Promise<void> {
  const hold = await findHold(tx, seen);
  if (hold === undefined) throw new Problem("case_state", `${seen.number} is under no hold`);
  await tx
    .updateTable("case_hold")
    .set({
      lifted_by: actor.by,
      lifted_by_name: actor.name,
      lifted_at: sql<Date>`clock_timestamp()`,
      lift_reason: reason,
    })
    .where("id", "=", hold.id)
    .execute()
    .catch((error: unknown) => {
      if (!breaksCheck(error, "case_hold_four_eyes")) throw error;
      throw new Problem("four_eyes_needed", `${hold.setBy.name} set it, and you act for the same person`);
    });
  await bumpVersion(tx, seen);
  await recordInCase(tx, seen, actor, "hold_lifted", { reason });
}

type Row = Pick<Selectable<CaseHoldTable>, "id" | "reason" | "set_by" | "set_by_name" | "set_at" | "copy_sha256">;

function holdOf(row: Row): CaseHold {
  return {
    id: row.id,
    reason: row.reason,
    setBy: { by: row.set_by, name: row.set_by_name },
    setAt: row.set_at,
    copySha256: row.copy_sha256.toString("hex"),
  };
}
