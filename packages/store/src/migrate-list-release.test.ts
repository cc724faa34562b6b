import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openBeforeMigration } from "./before-migration.samples.ts";
import { findUntoldVersion } from "./list-release.ts";

const names = readdirSync(join(import.meta.dirname, "../../../migrations"));

test("of versions from before nobody is told; of those that come then, and of a list's first one, they are", async () => {
  const { db, migrateOn } = await openBeforeMigration(
    names.find((name) => name.endsWith("_list_release.sql")) ?? expect.fail(),
  );
  const addVersion = (list: string, seq: number) =>
    db.pool.query(
      `with version as (
         insert into list_version (list_id, seq, digest, entry_count, source) values ($1, $2, '', 0, 'test') returning *
       )
       insert into shared_version (list_id, seq, list_seq, entry_count, created_at, ended_at)
       select list_id, seq, seq, 0, created_at, created_at from version`,
      [list, seq],
    );
  await db.pool.query("insert into list (id, title, authority) values ('old', 'Old', 'A'), ('new', 'New', 'A')");
  await addVersion("old", 1);
  await addVersion("old", 2);
  await migrateOn();
  expect(await findUntoldVersion(db.kysely)).toBeUndefined();
  await addVersion("old", 3);
  await addVersion("new", 1);
  expect(await findUntoldVersion(db.kysely)).toEqual({ list: "old", seq: 3, listSeq: 3 });
});
