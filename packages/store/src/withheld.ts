import type { Withholding } from "@redflag/domain/judge-depth";
import { sql } from "kysely";
import type { Executor } from "./database.ts";

export interface WithheldCount extends Withholding {
  count: number;
}

/** Adds to the counts of what could not be judged, in the transaction that moves the depth position. */
export async function addWithheld(tx: Executor, chainId: number, withheld: readonly Withholding[]): Promise<void> {
  const groups = Map.groupBy(withheld, ({ heuristic, heuristicVersion, cause }) =>
    [heuristic, heuristicVersion, cause].join("/"),
  );
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    await tx
      .insertInto("withheld")
      .values({
        chain_id: chainId,
        heuristic: first.heuristic,
        heuristic_version: first.heuristicVersion,
        cause: first.cause,
        count: group.length,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["chain_id", "heuristic", "heuristic_version", "cause"])
          .doUpdateSet({ count: sql<number>`withheld.count + excluded.count` }),
      )
      .execute();
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
    cause: row.cause as Withholding["cause"],
    count: row.count,
  }));
}
