import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { inTransaction, takingBack } from "./transaction.ts";

const db = await openTestDatabase();
await sql`create table thing (id integer primary key)`.execute(db.kysely);

async function listThings(): Promise<number[]> {
  return (await sql<{ id: number }>`select id from thing order by id`.execute(db.kysely)).rows.map((row) => row.id);
}

test("commits what returns, rolls back what throws", async () => {
  await inTransaction(db, (tx) => sql`insert into thing values (1)`.execute(tx));
  const failing = inTransaction(db, async (tx) => {
    await sql`insert into thing values (2)`.execute(tx);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await listThings()).toEqual([1]);
});

test("a unique key met is an error once, and a new attempt where the caller asks", async () => {
  let attempts = 0;
  const insertOnce = async (tx: typeof db.kysely) => {
    attempts++;
    await sql`insert into thing values (${attempts === 1 ? 1 : 7})`.execute(tx);
  };
  await expect(inTransaction(db, insertOnce)).rejects.toMatchObject({ code: "23505" });
  attempts = 0;
  await inTransaction(db, insertOnce, { attemptsMax: 2 });
  expect(attempts).toBe(2);
  expect(await listThings()).toContain(7);
});

test("a race lost at every attempt is a Problem that passes with time", async () => {
  const loser = inTransaction(db, (tx) => sql`insert into thing values (1)`.execute(tx), { attemptsMax: 2 });
  await expect(loser).rejects.toMatchObject({ code: "ledger_moved", retry: "retry" });
});

test("an error that no attempt can mend is not tried again", async () => {
  let attempts = 0;
  const broken = inTransaction(
    db,
    async (tx) => {
      attempts++;
      await sql`select nonsense`.execute(tx);
    },
    { attemptsMax: 3 },
  );
  await expect(broken).rejects.toMatchObject({ code: "42703" });
  expect(attempts).toBe(1);
});

test("a connection lost midway is database_unreachable, and nothing of the transaction stays", async () => {
  const broken = inTransaction(db, async (tx) => {
    await sql`insert into thing values (99)`.execute(tx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db.kysely);
    await sql`select 1`.execute(tx);
  });
  await expect(broken).rejects.toMatchObject({ code: "database_unreachable" });
  expect(await listThings()).not.toContain(99);
});

test("work that is taken back leaves its result and nothing else, and the transaction goes on", async () => {
  const seen = await inTransaction(db, async (tx) => {
    await sql`insert into thing values (41)`.execute(tx);
    const rows = await takingBack(tx, async () => {
      await sql`insert into thing values (42)`.execute(tx);
      return (await sql`select from thing where id in (41, 42)`.execute(tx)).rows.length;
    });
    await sql`insert into thing values (43)`.execute(tx);
    return rows;
  });
  expect(seen).toBe(2);
  const things = await listThings();
  expect([41, 42, 43].map((id) => things.includes(id))).toEqual([true, false, true]);
});

test("work that is taken back may itself take something back", async () => {
  await inTransaction(db, async (tx) => {
    await takingBack(tx, async () => {
      await sql`insert into thing values (51)`.execute(tx);
      await takingBack(tx, () => sql`insert into thing values (52)`.execute(tx));
    });
  });
  expect((await listThings()).filter((id) => id > 50 && id < 60)).toEqual([]);
});
