import { expect, test } from "vitest";
import { openBeforeMigration } from "./before-migration.samples.ts";
import { getWatchSeq, listWatchChanges } from "./watch-change.ts";

test("watches from before they raised alerts go on, those that had ended stay so", async () => {
  const { db, migrateOn } = await openBeforeMigration("0026");
  const owner = "user:00000000-0000-4000-8000-000000000001";
  await db.pool.query(
    `insert into private_watch (id, owner, family, address, reason, ended_at) select gen_random_uuid(), '${owner}',
       'eip155', decode(repeat(digit, 40), 'hex'), 'a lead', ended from (values ('a', null), ('b', now())) as w (digit, ended)`,
  );

  await migrateOn();
  const seq = await getWatchSeq(db.kysely);
  const watches = await listWatchChanges(db.kysely, 0, seq);
  expect(watches.map(({ address, endedSeq }) => [address.slice(2, 3), endedSeq !== undefined]).sort()).toEqual([
    ["a", false],
    ["b", true],
  ]);
  expect(watches.every(({ firstSeq, endedSeq = seq }) => firstSeq <= seq && endedSeq <= seq)).toBe(true);
});
