import { expect, test } from "vitest";
import { openBeforeMigration } from "./before-migration.samples.ts";

test("alerts of before have their time from now on, and what was said of one last has closed it", async () => {
  const { db, migrateOn } = await openBeforeMigration("0035");
  await db.pool.query(`
    insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
      evidence_count, first_block, last_block, first_time, last_time, state, state_seq, created_at)
    select sha256(n::text::bytea), 1, 'rule', 1, '\\xa1', 'HIGH', 'DIRECT', 300, '\\x77', 1, n, n, '2020-01-01', '2020-01-01',
      'final', 0, '2020-01-01' from generate_series(1, 2) as n`);
  await db.pool.query(`
    insert into alert_disposition (alert_id, seq, disposition, reason, author)
    values (sha256('1'), 1, 'inconclusive', 'x', 'Ada'), (sha256('1'), 2, 'humanitarian', 'y', 'Ada')`);

  await migrateOn();
  const { rows } = await db.pool.query(
    `select review, disposition, closed_revision, review_seq, round(extract(epoch from due_at - now()) / 3600)::int as hours
     from alert order by first_block`,
  );
  const fresh = { review_seq: 0, hours: 24 };
  expect(rows).toEqual([
    { ...fresh, review: "closed", disposition: "humanitarian", closed_revision: Buffer.from([0x77]) },
    { ...fresh, review: "open", disposition: null, closed_revision: null },
  ]);
});
