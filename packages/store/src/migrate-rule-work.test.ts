import { expect, test } from "vitest";
import { openBeforeMigration } from "./before-migration.samples.ts";

const COLUMNS = "heuristic, seq, is_enforced, params, shadow_params, author, reason";

test("of settings from before it is known since when each trial goes on, as if they were made today", async () => {
  const { db, migrateOn } = await openBeforeMigration("0047");
  const tried = [null, { a: 1 }, { a: 1 }, { a: 2 }, { a: 1 }, { a: 1 }, null, {}, {}];
  for (const [i, shadow] of tried.entries()) {
    for (const rule of i === 3 ? ["one"] : ["one", "other"]) {
      await db.pool.query(`insert into heuristic_setting (${COLUMNS}) values ($1, $2, true, '{}', $3, 'x', 'x')`, [
        rule,
        rule === "other" && i > 3 ? i : i + 1,
        shadow === null ? null : JSON.stringify(shadow),
      ]);
    }
  }
  await migrateOn();
  const read = async () => {
    const { rows } = await db.pool.query<{ shadow_setting: number | null; author_by: string; author_person: string }>(
      "select heuristic, seq, shadow_setting, author_by, author_person from heuristic_setting order by heuristic, seq",
    );
    return rows;
  };
  const migrated = await read();
  expect(migrated.slice(0, 9).map((row) => row.shadow_setting)).toEqual([null, 2, 2, 4, 5, 5, null, 8, 8]);
  expect(migrated.slice(9).map((row) => row.shadow_setting)).toEqual([null, 2, 2, 2, 2, null, 7, 7]);
  expect(migrated[0]).toMatchObject({ author_by: "system", author_person: "system" });
  await db.pool.query(
    `create temp table kept as select ${COLUMNS} from heuristic_setting; truncate heuristic_setting cascade`,
  );
  const { rows } = await db.pool.query("select heuristic, seq from kept order by heuristic, seq");
  for (const { heuristic, seq } of rows) {
    await db.pool.query(
      `insert into heuristic_setting (${COLUMNS}) select ${COLUMNS} from kept where heuristic = $1 and seq = $2`,
      [heuristic, seq],
    );
  }
  expect(await read()).toEqual(migrated);
});
