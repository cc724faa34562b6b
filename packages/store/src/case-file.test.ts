import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { type CaseViewer, searchCases } from "./case-file.ts";
import { rowsReadBy } from "./rows-read.samples.ts";

const db = await openTestDatabase();

const viewer = (seesAll = false): CaseViewer => ({ by: `user:${randomUUID()}`, name: "Somebody", seesAll });
const ada = viewer();

/** Cases of these titles, in this order, of which she is a reader. */
async function insertCases({ by }: CaseViewer, titles: readonly string[], count = 1): Promise<void> {
  await db.pool.query(
    `with made as (
       insert into case_file (id, number, title, basis, opened_by, opened_by_name, created_at)
       select gen_random_uuid(), 'C-2026-' || (1000 + (select count(*) from case_file) + row_number() over ()), title, 'hand', 'cli', 'cli',
         now() + row_number() over () * interval '1 second'
       from unnest($2::text[]) with ordinality as t (title, place), generate_series(1, $3::integer)
       returning id
     ) insert into case_member (case_id, person, role) select id, $1, 'reader' from made`,
    [by, titles, count],
  );
}

const find = async (who: CaseViewer, text: string, limit = 9) =>
  (await searchCases(db.kysely, who, { text, words: text.split(" "), limit })).map(({ title }) => title);

test("words of the title in any order, the newest first; patterns are text", async () => {
  await insertCases(ada, ["Corridor to the north", "Corridor 100%", "Another"]);
  expect(await find(ada, "corridor")).toEqual(["Corridor 100%", "Corridor to the north"]);
  expect(await find(ada, "NORTH corr")).toEqual(["Corridor to the north"]);
  expect(await find(ada, "corridor", 1)).toEqual(["Corridor 100%"]);
  expect(await find(ada, "_orridor")).toEqual([]);
  expect(await find(ada, "C-2026-1001")).toHaveLength(1);
  expect(await find(viewer(), "corridor")).toEqual([]);
  expect(await find(viewer(true), "corridor")).toHaveLength(2);
});

test("cases of others cost a member nothing, whether they are what is looked for or not", async () => {
  const bo = viewer();
  await insertCases(bo, ["Secret lead"], 3_000);
  await db.pool.query("analyze case_file; analyze case_member");
  const rows = (text: string) =>
    rowsReadBy(db, "case_file", (tx) => searchCases(tx, ada, { text, words: [text], limit: 9 }));
  const none = await rows("nothing");
  // Her own three, and the ends of indexes that the planner looks at.
  expect(none).toBeLessThan(20);
  expect([await rows("secret"), await rows("C-2026-2000")]).toEqual([none, none]);
  // Beyond the newest thousand a supervisor finds it by its number.
  const oldest = "C-2026-1004";
  expect(await find(viewer(true), oldest)).toEqual(["Secret lead"]);
  expect(await find(viewer(true), "corridor")).toEqual([]);
});
