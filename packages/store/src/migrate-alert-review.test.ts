import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");
const url = await createTestDatabaseUrl("template0");

test("alerts of before have their time from now on, and what was said of one last has closed it", async () => {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  onTestFinished(() => db.close());
  const directory = await mkdtemp(join(tmpdir(), "redflag-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const files = (await readdir(MIGRATIONS)).sort();
  const copy = (names: readonly string[]) =>
    Promise.all(names.map((name) => cp(join(MIGRATIONS, name), join(directory, name))));

  const own = files.findIndex((name) => name.endsWith("_alert_review.sql"));
  await copy(files.slice(0, own));
  await migrate(db, directory);
  await db.pool.query(`
    insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
      evidence_count, first_block, last_block, first_time, last_time, state, state_seq, created_at)
    select sha256(n::text::bytea), 1, 'rule', 1, '\\xa1', 'HIGH', 'DIRECT', 300, '\\x77', 1, n, n, '2020-01-01', '2020-01-01',
      'final', 0, '2020-01-01' from generate_series(1, 2) as n`);
  await db.pool.query(`
    insert into alert_disposition (alert_id, seq, disposition, reason, author)
    values (sha256('1'), 1, 'inconclusive', 'x', 'Ada'), (sha256('1'), 2, 'humanitarian', 'y', 'Ada')`);

  await copy(files);
  await migrate(db, directory);
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
