import { type AuditContent, auditHash, auditText, GENESIS_HASH } from "@redflag/domain/audit";
import { AuditFold } from "@redflag/domain/audit-fold";
import { sql } from "kysely";
import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { appendAudit } from "./audit-append.ts";
import { getAuditChainId, listAudit, streamAudit } from "./audit-read.ts";
import { openDatabase } from "./database.ts";
import { inTransaction } from "./transaction.ts";

const open = async () => openDatabase({ url: await createTestDatabaseUrl(), applicationName: "test", poolMax: 4 });

function entry(over: Partial<AuditContent> = {}): AuditContent {
  const actor = { kind: "user", id: "u1", name: "ann@example.org" } as const;
  return { actor, action: "user.create", outcome: "done", at: "2026-01-05T10:00:00.000Z", ...over };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items);
}

test("SQL and domain chain alike, whatever characters an entry holds", async () => {
  const db = await open();
  const hostile = `"\\ \u0000 \ud800 é 🦊 \u2028 {1,2} \n`;
  const entries = [entry(), entry({ subject: hostile, detail: { [hostile]: hostile } }), entry({ ip: "::1" })];
  await appendAudit(db.kysely, entries.slice(0, 1));
  await appendAudit(db.kysely, entries.slice(1));

  let previousHash = GENESIS_HASH;
  const expected = entries.map((each, i) => {
    const content = auditText(each);
    const hash = auditHash(previousHash, i + 1, content);
    const row = { seq: i + 1, previousHash, hash, content, columnsFit: true };
    previousHash = hash;
    return row;
  });
  expect(await collect(streamAudit(db.kysely, 1))).toEqual(expected);
  expect(await collect(streamAudit(db.kysely, 3))).toEqual(expected.slice(2));
  await db.close();
});

test("who appends at the same time makes one chain, and what is rolled back leaves no gap", async () => {
  const db = await open();
  const appends = Array.from({ length: 40 }, (_, i) =>
    inTransaction(db, async (tx) => {
      await appendAudit(tx, [entry({ subject: `${i}a` }), entry({ subject: `${i}b` })]);
      if (i % 4 === 0) throw new Error("rolled back");
    }),
  );
  expect((await Promise.allSettled(appends)).filter(({ status }) => status === "fulfilled")).toHaveLength(30);
  const fold = new AuditFold({ database: await getAuditChainId(db.kysely), firstSeq: 1 });
  for await (const row of streamAudit(db.kysely, 1)) fold.addRow(row, row.columnsFit);
  expect(fold.end(60)).toMatchObject({ rowCount: 60, lastSeq: 60 });
  await db.close();
});

test("nobody changes or removes a row, and only the owner writes one past the function", async () => {
  const url = await createTestDatabaseUrl();
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  await appendAudit(db.kysely, [entry()]);
  for (const statement of [
    "update audit_entry set outcome = 'refused'",
    "delete from audit_entry",
    "truncate audit_entry",
    "delete from audit_checkpoint",
    "truncate audit_checkpoint",
    "update audit_chain set id = gen_random_uuid()",
  ]) {
    await expect(sql.raw(statement).execute(db.kysely), statement).rejects.toThrow("the audit only grows");
  }
  const role = `audit_service_${process.pid}`;
  await sql.raw(`create role ${role} login`).execute(db.kysely);
  const asRole = new URL(url);
  asRole.username = role;
  const service = new pg.Client(asRole.href);
  await service.connect();
  try {
    const append = `select append_audit(array['${auditText(entry())}'])`;
    await expect(service.query(append)).rejects.toThrow("permission denied for function");
    await sql.raw(`grant execute on function append_audit to ${role}`).execute(db.kysely);
    // A table of its own in front of ours catches nothing.
    await service.query("create temporary table audit_entry (seq bigint, hash bytea)");
    await service.query(append);
    await expect(service.query("select from public.audit_entry")).rejects.toThrow("permission denied for table");
    await expect(service.query("insert into public.audit_entry (seq) values (9)")).rejects.toThrow("permission denied");
  } finally {
    await service.end();
    await sql.raw(`drop owned by ${role}; drop role ${role}`).execute(db.kysely);
  }
  expect(await collect(streamAudit(db.kysely, 1))).toHaveLength(2);
  await db.close();
});

test("the newest come first, a page after the other, by any filter", async () => {
  const db = await open();
  const at = (second: number) => `2026-01-05T10:00:0${second}.000Z`;
  const bob = { kind: "key", id: "k1", name: "bob" } as const;
  await appendAudit(db.kysely, [
    entry({ at: at(1) }),
    entry({ at: at(3), actor: bob, subject: "user:2" }),
    entry({ at: at(2), action: "audit.read" }),
    entry({ at: at(3), subject: "x".repeat(5_000) }),
  ]);
  const seqs = async (filters: Parameters<typeof listAudit>[1], page = { limit: 9 }) =>
    (await listAudit(db.kysely, filters, page)).map(({ seq }) => seq);
  expect(await seqs({})).toEqual([4, 2, 3, 1]);
  expect(await seqs({}, { limit: 2 })).toEqual([4, 2]);
  expect((await listAudit(db.kysely, {}, { limit: 2, beforeSeq: 2 })).map(({ seq }) => seq)).toEqual([3, 1]);
  expect(await seqs({ actor: "bob" })).toEqual([2]);
  expect(await seqs({ actor: "u1" })).toEqual([4, 3, 1]);
  expect(await seqs({ action: "audit.read" })).toEqual([3]);
  expect(await seqs({ subject: "user:2" })).toEqual([2]);
  expect(await seqs({ subject: "x".repeat(5_000) })).toEqual([4]);
  expect(await seqs({ since: new Date(at(2)), until: new Date(at(3)) })).toEqual([3]);
  expect(await seqs({ actor: "\0" })).toEqual([]);
  await appendAudit(db.kysely, [entry({ at: at(4), action: "audit.read", outcome: "refused" })]);
  expect(await seqs({ exceptDone: ["audit.read"] })).toEqual([5, 4, 2, 1]);
  await db.close();
});
