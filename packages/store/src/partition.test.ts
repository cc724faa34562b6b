import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { openDatabase } from "./database.ts";
import { rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";
import { ensurePartitions, PARTITIONED_TABLES } from "./partition.ts";

const url = await createTestDatabaseUrl();

test("processes that make the same partitions beside writers all succeed, and each stands once", async () => {
  const chain = sampleChain(7);
  const dbs = await Promise.all([1, 2, 3].map(() => openDatabase({ url, applicationName: "test", poolMax: 3 })));
  await Promise.all(
    dbs.flatMap((db) => [
      ensurePartitions(db, chain, 15, 44),
      writeRange(db, chain, rangeOf(trunk, 12, 25)),
      ensurePartitions(db, chain, 30, 30),
    ]),
  );
  const { rows } = await sql<{ name: string; bounds: string }>`
    select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds from pg_class c
    where c.relispartition and c.relkind = 'r' order by 1`.execute(dbs[0]!.kysely);
  expect(rows.map((row) => row.name)).toEqual(
    PARTITIONED_TABLES.flatMap((table) => [1, 2, 3, 4].map((index) => `${table}_7_${index}`)).sort(),
  );
  expect(rows.find((row) => row.name === "transfer_7_2")?.bounds).toBe("FOR VALUES FROM ('7', '20') TO ('7', '30')");
  await Promise.all(dbs.map((db) => db.close()));
});

test("a partition has the parent's key, attached, and indexes of its own", async () => {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  await ensurePartitions(db, sampleChain(8), 0, 0);
  const { rows } = await sql<{ name: string; parent: string | null }>`
    select i.indexrelid::regclass::text as name, h.inhparent::regclass::text as parent from pg_index i
    left join pg_inherits h on h.inhrelid = i.indexrelid
    where i.indrelid = 'transfer_8_0'::regclass order by 1`.execute(db.kysely);
  expect(rows).toEqual([
    { name: "transfer_8_0_pkey", parent: "transfer_pkey" },
    { name: "transfer_8_0_recipient", parent: null },
    { name: "transfer_8_0_sender", parent: null },
  ]);
  await db.close();
});

test("what this process knows to stand costs no query", async () => {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  await ensurePartitions(db, sampleChain(9), 0, 25);
  await db.close();
  await ensurePartitions(db, sampleChain(9), 5, 20);
  await expect(ensurePartitions(db, sampleChain(9), 5, 30)).rejects.toThrow();
});
