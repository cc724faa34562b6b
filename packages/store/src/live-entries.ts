import type { Listed } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { anyBytes } from "./any-of.ts";
import type { Executor } from "./database.ts";
import { listedOf } from "./entry-row.ts";

/** What a list has now, by id. @param ids absent: all */
export async function listLive(
  db: Executor,
  listId: string,
  seq: number,
  ids: readonly Hash[] | undefined,
): Promise<Listed[]> {
  let query = db.selectFrom("list_entry").selectAll().where("list_id", "=", listId).where("ended_seq", "is", null);
  if (ids !== undefined) query = query.where("entry_id", "=", anyBytes(ids));
  return (await query.orderBy("entry_id").execute()).map((row) => listedOf(row, seq));
}
