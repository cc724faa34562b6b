import type { AuditContent } from "@redflag/domain/audit";
import { AuditFold } from "@redflag/domain/audit-fold";
import { getAuditChainId, streamAudit } from "@redflag/store/audit-read";
import { type Database, openDatabase } from "@redflag/store/database";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { AuditBatch } from "./audit-batch.ts";

async function open(url: string): Promise<Database> {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 3 });
  afterAll(() => db.close());
  return db;
}

function entry(subject: string): AuditContent {
  const actor = { kind: "key", id: "k1", name: "screening" } as const;
  return { actor, action: "address.screen", outcome: "done", subject, at: "2026-01-05T10:00:00.000Z" };
}

/** Subjects in the order of the chain, which must be whole. */
async function listSubjects({ kysely }: Database): Promise<string[]> {
  const fold = new AuditFold({ database: await getAuditChainId(kysely), firstSeq: 1 });
  const subjects: string[] = [];
  for await (const row of streamAudit(kysely, 1)) {
    fold.addRow(row, row.columnsFit);
    subjects.push(JSON.parse(row.content).subject);
  }
  expect(fold.end(subjects.length).fault).toBeUndefined();
  return subjects;
}

/** Each append is a statement, and each statement a transaction of its own. */
async function countTransactions({ pool }: Database): Promise<number> {
  const { rows } = await pool.query("select count(distinct xmin::text)::int as count from audit_entry");
  return rows[0].count;
}

test("thousands at the same time are one whole chain, in the order they came, in a few statements", async () => {
  const db = await open(await createTestDatabaseUrl());
  const batch = new AuditBatch(db.kysely);
  const subjects = Array.from({ length: 2_000 }, (_, i) => `${i}`);
  await Promise.all(subjects.map((subject) => batch.append(entry(subject))));
  expect(await listSubjects(db)).toEqual(subjects);
  expect(await countTransactions(db)).toBe(2);
  await batch.close();
});

test("two processes make one whole chain, and an entry is there when its promise says so", async () => {
  const url = await createTestDatabaseUrl();
  const [one, other] = [await open(url), await open(url)];
  const batches = [
    new AuditBatch(one.kysely, { batchEntriesMax: 10 }),
    new AuditBatch(other.kysely, { batchEntriesMax: 7 }),
  ];
  const seen = await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      await batches[i % 2]?.append(entry(`${i}`));
      const { rows } = await one.pool.query("select from audit_entry where subject = $1", [`${i}`]);
      return rows.length;
    }),
  );
  expect(seen.every((count) => count === 1)).toBe(true);
  expect((await listSubjects(one)).toSorted()).toEqual(Array.from({ length: 200 }, (_, i) => `${i}`).toSorted());
  await Promise.all(batches.map((batch) => batch.close()));
});

test("an error of the database rejects its batch alone, and the next one works", async () => {
  const db = await open(await createTestDatabaseUrl());
  const batch = new AuditBatch(db.kysely, { batchEntriesMax: 2 });
  await db.pool.query("alter table audit_entry add constraint refused check (subject <> 'bad')");
  const results = await Promise.allSettled(["a", "bad", "b", "c"].map((subject) => batch.append(entry(subject))));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
  await batch.append(entry("d"));
  expect(await listSubjects(db)).toEqual(["b", "c", "d"]);
  await db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await batch.append(entry("e"));
  expect(await listSubjects(db)).toEqual(["b", "c", "d", "e"]);
  await batch.close();
});

test("what cannot wait is refused, and what waits at the close is written", async () => {
  const db = await open(await createTestDatabaseUrl());
  const batch = new AuditBatch(db.kysely, { waitingMax: 3 });
  const appends = ["a", "b", "c", "d"].map((subject) => batch.append(entry(subject)));
  await expect(appends[3]).rejects.toMatchObject({ code: "audit_busy", retry: "retry" });
  await batch.close();
  expect(await listSubjects(db)).toEqual(["a", "b", "c"]);
  await expect(batch.append(entry("e"))).rejects.toThrow("closed batch");
});
