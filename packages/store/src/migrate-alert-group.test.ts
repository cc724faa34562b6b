import { expect, test } from "vitest";
import { hasUnplaced, placeUnplaced } from "./alert-group-write.ts";
import { openBeforeMigration } from "./before-migration.samples.ts";
import { inTransaction } from "./transaction.ts";

test("alerts of before get the payments that they stand on, and a place once the lane runs", async () => {
  const { db, migrateOn } = await openBeforeMigration("0029");
  await db.pool.query(`
    insert into alert select sha256(n::text::bytea), 1, 'rule-' || n, 1, '\\xa1', 'HIGH', 'DIRECT', 300, '\\x00', 1, n, n,
      now(), now(), case when n = 3 then 'withdrawn' else 'final' end, 0 from generate_series(1, 3) as n`);
  const counted = JSON.stringify([2, 3].map((blockNumber) => ({ transfer: { blockNumber, logIndex: 5 } })));
  await db.pool.query(
    `insert into evidence (alert_id, ordinal, chain_id, block_number, block_hash, block_time, log_index, tx_hash,
       tx_ordinal, token, sender, recipient, amount, heuristic_version, severity, exposure, score, reasons, revision, supporting)
     select sha256(n::text::bytea), 0, 1, 10 + n, '\\x00', now(), 0, '\\x00', 0, '\\x00', '\\x00', '\\x00', 1, 1, 'HIGH', 'DIRECT',
       300, '[]', '\\x00', $1 from generate_series(1, 2) as n`,
    [counted],
  );

  await migrateOn();
  const { rows } = await db.pool.query("select payments::text[] as payments from evidence order by block_number");
  expect(rows.map(({ payments }) => payments)).toEqual([
    ["2097157", "3145733", "11534336"],
    ["2097157", "3145733", "12582912"],
  ]);
  expect(await hasUnplaced(db.kysely, 1)).toBe(true);
  expect(await inTransaction(db, (tx) => placeUnplaced(tx, 1, 10))).toBe(2);
  expect(await hasUnplaced(db.kysely, 1)).toBe(false);
  const places = await db.pool.query("select group_size from alert order by first_block");
  expect(places.rows.map(({ group_size }) => group_size)).toEqual([2, null, null]);
});
