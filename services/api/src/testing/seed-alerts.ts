import type { Hash } from "@redflag/domain/hex";
import { hexOf } from "@redflag/store/bytes";
import type { Database } from "@redflag/store/database";

/** Alerts as a lane writes them, without evidence of their own: ids in the order made. */
export async function seedAlerts(db: Database, count: number, severity = "HIGH"): Promise<Hash[]> {
  const { rows } = await db.pool.query<{ id: Buffer }>(
    `insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
       evidence_count, first_block, last_block, first_time, last_time, state, state_seq)
     select sha256(gen_random_uuid()::text::bytea), 1, 'watchlist-hit', 1, substring(sha256(n::text::bytea) for 20), $2,
       'DIRECT', 300, sha256('one'), 1, n, n, now(), now(), 'final', 0
     from generate_series(1, $1::integer) as n returning id`,
    [count, severity],
  );
  return rows.map(({ id }) => hexOf(id));
}

/** As a lane does where a further payment counts. */
export async function addEvidence(db: Database, id: Hash): Promise<void> {
  await db.pool.query(
    `update alert set evidence_count = evidence_count + 1, revision = sha256(revision), severity = severity where id = $1`,
    [Buffer.from(id.slice(2), "hex")],
  );
}
