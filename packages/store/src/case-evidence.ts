import type { Evidence } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { evidenceOf } from "./alert-row.ts";
import type { BlockSpan } from "./block-span.ts";
import { bytesOf } from "./bytes.ts";
import { findRowStart } from "./coverage-row.ts";
import type { Executor } from "./database.ts";

/** The first findings of an alert, in order. */
export async function listFirstEvidence(db: Executor, alertId: Hash, limit: number): Promise<Evidence[]> {
  const rows = await db
    .selectFrom("evidence")
    .selectAll()
    .where("alert_id", "=", bytesOf(alertId))
    .orderBy("ordinal")
    .limit(limit)
    .execute();
  return rows.map(evidenceOf);
}

/** How a stretch of the ledger was read: blocks of each level. What is missing of the stretch was never read, or was dropped. */
export async function listCoverageLevels(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
): Promise<Array<{ level: string; blockCount: number }>> {
  const begin = await findRowStart(db, chainId, from);
  const { rows } = await sql<{ level: string; blockCount: number }>`
    select level, sum(least(to_block, ${to}) - greatest(from_block, ${from}) + 1)::bigint as "blockCount"
    from coverage
    where chain_id = ${chainId} and from_block between ${begin} and ${to} and to_block >= ${from}
    group by level order by level`.execute(db);
  return rows;
}
