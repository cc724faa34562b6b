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
  const alert = Buffer.from(id.slice(2), "hex");
  await db.pool.query(
    "update alert set evidence_count = evidence_count + 1, revision = sha256(revision) where id = $1",
    [alert],
  );
  await db.pool.query(
    `insert into evidence (alert_id, ordinal, chain_id, block_number, block_hash, block_time, log_index, tx_hash, tx_ordinal,
       token, sender, recipient, amount, heuristic_version, severity, exposure, score, reasons, revision)
     select id, evidence_count - 1, chain_id, evidence_count, id, now(), 0, id, 0, subject, subject, subject, 1, 1, severity,
       exposure, score, '[]', revision
     from alert where id = $1`,
    [alert],
  );
}
