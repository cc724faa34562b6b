import type { Disposition } from "@redflag/domain/disposition";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import type { BlockSpan } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { secondsOf } from "./time.ts";

/** What an alert was found to be, by whom, when and why. */
export interface RecordedDisposition {
  /** Counted from 1 for each alert: the last one holds. */
  seq: number;
  disposition: Disposition;
  reason: string;
  author: string;
  /** Unix seconds. */
  at: number;
}

/** How often alerts of a rule's version were found to be this; undefined counts those that nobody has reviewed. */
export interface DispositionCount {
  heuristic: string;
  heuristicVersion: number;
  disposition: Disposition | undefined;
  count: number;
}

/** What holds of these alerts, by alert; absent where nobody has said anything, or an alert is open again. */
export async function listDispositions(
  db: Executor,
  alertIds: readonly Hash[],
): Promise<Map<Hash, RecordedDisposition>> {
  if (alertIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("alert_disposition")
    .distinctOn("alert_id")
    .selectAll()
    .where((eb) =>
      eb(
        "alert_id",
        "in",
        eb.selectFrom("alert").select("id").where("id", "=", anyBytes(alertIds)).where("disposition", "is not", null),
      ),
    )
    .orderBy("alert_id")
    .orderBy("seq", "desc")
    .execute();
  return new Map(
    rows.map((row) => [
      hexOf(row.alert_id),
      {
        seq: row.seq,
        disposition: row.disposition as Disposition,
        reason: row.reason,
        author: row.author,
        at: secondsOf(row.created_at),
      },
    ]),
  );
}

/** What holds of a rule's alerts that began in these blocks and stand, by alert. */
export async function listReviews(
  db: Executor,
  { chainId, heuristic, firstBlock: { from, to } }: { chainId: number; heuristic: string; firstBlock: BlockSpan },
): Promise<Map<Hash, Disposition>> {
  const { rows } = await sql<{ id: Buffer; disposition: string }>`
    select id, disposition from alert
    where disposition is not null and chain_id = ${chainId} and heuristic = ${heuristic} and state <> 'withdrawn'
      and first_block between ${from} and ${to}`.execute(db);
  return new Map(rows.map(({ id, disposition }) => [hexOf(id), disposition as Disposition]));
}

/** Of alerts that stand: what a reorg has taken back was no word of the rule. */
export async function countDispositions(db: Executor): Promise<DispositionCount[]> {
  const { rows } = await sql<{ heuristic: string; version: number; disposition: string | null; count: number }>`
    select heuristic, heuristic_version as version, disposition, count(*)::bigint as count
    from alert where state <> 'withdrawn'
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows.map(({ heuristic, version, disposition, count }) => ({
    heuristic,
    heuristicVersion: version,
    disposition: (disposition ?? undefined) as Disposition | undefined,
    count,
  }));
}
