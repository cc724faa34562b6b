import { sql } from "kysely";
import { expect, test } from "vitest";
import { openBeforeMigration } from "./before-migration.samples.ts";

test("a ledger from before bridge events keeps its rows and gets a place for them in every partition", async () => {
  const { db, migrateOn } = await openBeforeMigration("0004");
  await sql`
    create table issuer_event_7_1 partition of issuer_event for values from (7, 10) to (7, 20);
    create table issuer_event_7_2 (like issuer_event including all);
    alter table issuer_event attach partition issuer_event_7_2 for values from (7, 20) to (7, 30);
    insert into issuer_event (chain_id, block_number, log_index, tx_hash, token, kind)
    values (7, 15, 3, '\\x01', '\\x02', 'issue'), (7, 25, 3, '\\x01', '\\x02', 'issue')`.execute(db.kysely);

  await migrateOn();
  const insert = (ordinal: number) => sql`
    insert into issuer_event (chain_id, block_number, log_index, tx_hash, ordinal, token, kind)
    values (7, 15, 3, '\\x01', ${ordinal}, '\\x02', 'freeze')`;
  await insert(1).execute(db.kysely);
  await expect(insert(0).execute(db.kysely)).rejects.toThrow("duplicate key");
  const { rows } = await sql<{ block: string; ordinal: number }>`
    select block_number::text as block, ordinal from issuer_event order by block_number, ordinal`.execute(db.kysely);
  expect(rows.map(({ block, ordinal }) => [Number(block), ordinal])).toEqual([
    [15, 0],
    [15, 1],
    [25, 0],
  ]);
  await sql`
    insert into bridge_event (chain_id, block_number, log_index, tx_hash, bridge, contract, kind)
    select 7, number, 0, '\\x01', 'b', '\\x02', 'sent' from unnest(array[10, 19, 20, 29]) as number`.execute(db.kysely);
  const partitions = await sql<{ name: string; count: number }>`
    select tableoid::regclass::text as name, count(*)::int as count from bridge_event group by 1 order by 1`.execute(
    db.kysely,
  );
  expect(partitions.rows).toEqual([
    { name: "bridge_event_7_1", count: 2 },
    { name: "bridge_event_7_2", count: 2 },
  ]);
});
