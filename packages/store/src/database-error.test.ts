import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { inTransaction } from "./transaction.ts";

const db = await openTestDatabase();
await sql`
  create table note (text text);
  create function fail() returns trigger language plpgsql as $$
  begin
    raise exception 'as ordered' using errcode = new.text;
  end $$;
  create trigger fail before insert on note for each row when (new.text <> 'kept') execute function fail()`.execute(
  db.kysely,
);

const insert = (text: string) =>
  inTransaction(db, async (tx) => {
    await sql`insert into note values ('kept')`.execute(tx);
    await sql`insert into note values (${text})`.execute(tx);
  }).catch((error: unknown) => error);

test.each([
  ["53100", "database_full"],
  ["53300", "database_unreachable"],
  ["57P01", "database_unreachable"],
  ["57P02", "database_unreachable"],
  ["57P03", "database_unreachable"],
  ["28P01", "database_unreachable"],
  ["08006", "database_unreachable"],
  ["08P01", "database_unreachable"],
])("%s is %s, passes, and leaves nothing behind", async (state, code) => {
  const problem = await insert(state);
  expect(problem).toMatchObject({
    code,
    retry: "retry",
    detail: expect.stringMatching(/, database test_.*: as ordered/),
  });
  expect((await sql`select 1 from note`.execute(db.kysely)).rows).toEqual([]);
});

test("any other error stays what it is: a bug", async () => {
  const error = await insert("22012");
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(Problem);
});

test("a full disk costs no connection", async () => {
  await sql`select 1`.execute(db.kysely);
  const before = db.pool.totalCount;
  await insert("53100");
  expect(db.pool.totalCount).toBe(before);
  await insert("57P01");
  expect(db.pool.totalCount).toBe(before - 1);
});
