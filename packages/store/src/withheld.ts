import type { WithheldCount } from "@redflag/domain/withheld-counts";
import { sql } from "kysely";
import type { Executor } from "./database.ts";

/**
 * Adds to the counts of what could not be judged, in the transaction that moves the depth position.
 * @param withheld of each rule, version and cause once
 */
export async function addWithheld(tx: Executor, chainId: number, withheld: Iterable<WithheldCount>): Promise<void> {
  const counts = [...withheld];
  if (counts.length === 0) return;
  await tx
    .insertInto("withheld")
    .values(
      counts.map(({ heuristic, heuristicVersion, cause, count }) => ({
        chain_id: chainId,
        heuristic,
        heuristic_version: heuristicVersion,
        cause,
        count,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["chain_id", "heuristic", "heuristic_version", "cause"])
        .doUpdateSet({ count: sql<number>`withheld.count + excluded.count` }),
    )
    .execute();
}

/** Marks what was counted already as standing on blocks which are dropped in this transaction. */
export async function cutWithheld(tx: Executor, chainId: number, counts: Iterable<WithheldCount>): Promise<void> {
  for (const { heuristic, heuristicVersion, cause, count } of counts) {
    await tx
      .updateTable("withheld")
      .set((eb) => ({ cut_count: eb("cut_count", "+", count) }))
      .where("chain_id", "=", chainId)
      .where("heuristic", "=", heuristic)
      .where("heuristic_version", "=", heuristicVersion)
      .where("cause", "=", cause)
      .execute();
  }
}

/** Those of one stretch, added to `counts` by rule, version and cause. */
export function countUp(withheld: Iterable<WithheldCount>, counts: Map<string, WithheldCount>): void {
  for (const one of withheld) {
    const key = [one.heuristic, one.heuristicVersion, one.cause].join("/");
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { ...one });
    else known.count += one.count;
  }
}

export async function listWithheld(db: Executor, chainId: number): Promise<WithheldCount[]> {
  const rows = await db
    .selectFrom("withheld")
    .select(["heuristic", "heuristic_version", "cause", "count"])
    .where("chain_id", "=", chainId)
    .orderBy("heuristic")
    .orderBy("heuristic_version")
    .orderBy("cause")
    .execute();
  return rows.map((row) => ({
    heuristic: row.heuristic,
    heuristicVersion: row.heuristic_version,
    cause: row.cause as WithheldCount["cause"],
    count: row.count,
  }));
}
