import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";
import { getWatchSeq, listWatchChanges } from "./watch-change.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");
const url = await createTestDatabaseUrl("template0");

test("watches from before they raised alerts go on, those that had ended stay so", async () => {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  onTestFinished(() => db.close());
  const directory = await mkdtemp(join(tmpdir(), "redflag-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const files = (await readdir(MIGRATIONS)).sort();
  const copy = (names: readonly string[]) =>
    Promise.all(names.map((name) => cp(join(MIGRATIONS, name), join(directory, name))));

  await copy(files.filter((name) => name < "0026"));
  await migrate(db, directory);
  const owner = "user:00000000-0000-4000-8000-000000000001";
  await db.pool.query(
    `insert into private_watch (id, owner, family, address, reason, ended_at) select gen_random_uuid(), '${owner}',
       'eip155', decode(repeat(digit, 40), 'hex'), 'a lead', ended from (values ('a', null), ('b', now())) as w (digit, ended)`,
  );

  await copy(files);
  await migrate(db, directory);
  const seq = await getWatchSeq(db.kysely);
  const watches = await listWatchChanges(db.kysely, 0, seq);
  expect(watches.map(({ address, endedSeq }) => [address.slice(2, 3), endedSeq !== undefined]).sort()).toEqual([
    ["a", false],
    ["b", true],
  ]);
  expect(watches.every(({ firstSeq, endedSeq = seq }) => firstSeq <= seq && endedSeq <= seq)).toBe(true);
});
