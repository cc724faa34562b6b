import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");
const url = await createTestDatabaseUrl("template0");

test("of lists from before, what is shared now is the first version outside; a list that shares nothing has none", async () => {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  onTestFinished(() => db.close());
  const directory = await mkdtemp(join(tmpdir(), "redflag-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const files = (await readdir(MIGRATIONS)).sort();
  const copy = (names: readonly string[]) =>
    Promise.all(names.map((name) => cp(join(MIGRATIONS, name), join(directory, name))));

  await copy(files.filter((name) => name < "0022"));
  await migrate(db, directory);
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
  await copy(files);
  await migrate(db, directory);

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
