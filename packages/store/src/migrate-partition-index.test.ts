import { sql } from "kysely";
import { expect, test } from "vitest";
import { openBeforeMigration } from "./before-migration.samples.ts";
import { listUnindexedPartitions } from "./partition-index.ts";

test("a ledger whose tables had the indexes keeps rows, bounds and the built indexes, now each partition's own", async () => {
  const { db, migrateOn } = await openBeforeMigration("0011");
  for (const table of ["transfer", "issuer_event", "bridge_event"]) {
    await sql
      .raw(`
      create table ${table}_7_1 (like ${table} including all);
      alter table ${table} attach partition ${table}_7_1 for values from (7, 10) to (7, 20);
      create table ${table}_7_2 partition of ${table} for values from (7, 20) to (7, 30);`)
      .execute(db.kysely);
  }
  await sql`
    insert into transfer (chain_id, block_number, log_index, tx_hash, tx_ordinal, token, sender, recipient, amount)
    select 7, number, 0, '\\x01', 0, '\\x02', '\\x03', '\\x04', 5 from generate_series(10, 29) as number`.execute(
    db.kysely,
  );
  const listIndexes = () =>
    sql<{ name: string; file: number }>`
      select pg_get_indexdef(indexrelid) as name, pg_relation_filenode(indexrelid)::bigint as file from pg_index
      join pg_class part on part.oid = indrelid and part.relkind = 'r' and part.relispartition
      order by file`.execute(db.kysely);
  const before = (await listIndexes()).rows;

  await migrateOn();
  const after = (await listIndexes()).rows;
  expect(after.map(({ file }) => file)).toEqual(before.map(({ file }) => file));
  expect(after.map(({ name }) => name)).toContain(
    "CREATE INDEX bridge_event_7_2_link ON public.bridge_event_7_2 USING btree (link_id) WHERE (link_id IS NOT NULL)",
  );
  expect(await listUnindexedPartitions(db.kysely, 7)).toEqual([]);
  const { rows } = await sql<{ name: string; count: number }>`
    select tableoid::regclass::text as name, count(*)::int as count from transfer group by 1 order by 1`.execute(
    db.kysely,
  );
  expect(rows).toEqual([
    { name: "transfer_7_1", count: 10 },
    { name: "transfer_7_2", count: 10 },
  ]);
  const again = sql`
    insert into transfer (chain_id, block_number, log_index, tx_hash, tx_ordinal, token, sender, recipient, amount)
    values (7, 15, 0, '\\x01', 0, '\\x02', '\\x03', '\\x04', 5)`;
  await expect(again.execute(db.kysely)).rejects.toThrow("duplicate key");
});
