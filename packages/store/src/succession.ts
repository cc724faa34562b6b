import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray } from "./sql-array.ts";

/** Which alert a generation put in the place of one that it withdrew. */
export interface Succession {
  predecessorId: Hash;
  alertId: Hash;
}

/** In the transaction that withdraws the predecessors. Each pair once. */
export async function insertSuccessions(
  tx: Executor,
  generation: number,
  successions: readonly Succession[],
): Promise<void> {
  if (successions.length === 0) return;
  const predecessors = byteaArray(successions.map(({ predecessorId }) => predecessorId));
  const alerts = byteaArray(successions.map(({ alertId }) => alertId));
  await sql`insert into succeeds (predecessor_id, alert_id, generation)
    select predecessor_id, alert_id, ${generation}::integer
    from unnest(${predecessors}::bytea[], ${alerts}::bytea[]) as pair (predecessor_id, alert_id)`.execute(tx);
}

/** What stands in an alert's place, the newest generation first. */
export async function listSuccessors(
  db: Executor,
  predecessorId: Hash,
): Promise<Array<{ alertId: Hash; generation: number }>> {
  const rows = await db
    .selectFrom("succeeds")
    .select(["alert_id", "generation"])
    .where("predecessor_id", "=", bytesOf(predecessorId))
    .orderBy("generation", "desc")
    .orderBy("alert_id")
    .execute();
  return rows.map((row) => ({ alertId: hexOf(row.alert_id), generation: row.generation }));
}
