import { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import { findList } from "@redflag/store/watchlist";
import { findCurrentVersion } from "@redflag/store/watchlist-version";

/** @throws Problem `not_found` */
export async function assertList(db: Executor, id: string): Promise<void> {
  if ((await findList(db, id)) === undefined) throw new Problem("not_found", `no list has the id ${id}`);
}

/**
 * The number of the list's current version; 0 where it has none.
 * @param asked versions that the list must have
 * @throws Problem `not_found`
 */
export async function getCurrentSeq(
  db: Executor,
  id: string,
  asked: ReadonlyArray<number | undefined> = [],
): Promise<number> {
  await assertList(db, id);
  const current = (await findCurrentVersion(db, id))?.seq ?? 0;
  const missing = asked.find((version) => version !== undefined && version > current);
  if (missing === undefined) return current;
  const known = current === 0 ? "it has none yet" : `its newest is ${current}`;
  throw new Problem("not_found", `list ${id} has no version ${missing}: ${known}`);
}
