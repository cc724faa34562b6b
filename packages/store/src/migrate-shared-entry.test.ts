import { expect, test } from "vitest";
import { openBeforeMigration } from "./before-migration.samples.ts";

test("of lists from before, what is shared now is the first version outside; a list that shares nothing has none", async () => {
  const { db, migrateOn } = await openBeforeMigration("0022");
  await db.pool.query(`
    insert into list (id, title, authority) values ('mixed', 'Mixed', 'A'), ('inside', 'Inside', 'A'), ('bare', 'Bare', 'A');
    insert into list_version (list_id, seq, digest, entry_count, source)
      select id, seq, '', 0, 'test' from list, generate_series(1, 3) as seq where id <> 'bare';
    insert into list_entry (
      list_id, entry_id, first_seq, ended_seq, family, address, category, severity, authority, confidence, sharing, jurisdictions)
    select list, sha256(name::bytea), 1, ended, 'eip155', substring(sha256(name::bytea) for 20), 'other', 'LOW', 'A', 100, sharing, '{}'
    from (values
      ('mixed', 'green', null::int, 'TLP:GREEN'), ('mixed', 'clear', null, 'TLP:CLEAR'), ('mixed', 'gone', 3, 'TLP:CLEAR'),
      ('mixed', 'red', null, 'TLP:RED'), ('inside', 'amber', null, 'TLP:AMBER'), ('inside', 'ended', 2, 'TLP:CLEAR')
    ) as given (list, name, ended, sharing)`);
  await migrateOn();

  const { rows: entries } = await db.pool.query(
    "select list_id, encode(entry_id, 'hex') = encode(sha256('green'), 'hex') as is_green, sharing from shared_entry order by sharing",
  );
  expect(entries).toEqual([
    { list_id: "mixed", is_green: false, sharing: "TLP:CLEAR" },
    { list_id: "mixed", is_green: true, sharing: "TLP:GREEN" },
  ]);
  const { rows: versions } = await db.pool.query(
    "select list_id, seq, list_seq, entry_count, ended_at from shared_version",
  );
  expect(versions).toEqual([{ list_id: "mixed", seq: 1, list_seq: 3, entry_count: 2, ended_at: null }]);
});
