import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openAuditKey } from "@redflag/api/audit-key";
import { auditLines } from "@redflag/api/audit-lines";
import { verifyAuditDatabase } from "@redflag/cli/audit/verify-database";
import { type Trust, verifyAuditFile } from "@redflag/cli/audit/verify-file";
import type { AuditReport } from "@redflag/domain/audit-report";
import { insertAuditCheckpoint, listAuditCheckpoints } from "@redflag/store/audit-checkpoint";
import { type Database, openDatabase } from "@redflag/store/database";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDatabaseUrl } from "../test-database.ts";
import { recordWorld } from "./recorded-world.ts";

const world = await recordWorld();
const exportPath = join(world.directory, "audit.ndjson");
const template = new URL(world.url).pathname.slice(1);

/** What the database's owner did with the triggers out of the way. */
type Tampering = string | ((db: Database) => Promise<void>);

interface Verdicts {
  database: AuditReport;
  file: AuditReport;
}

/** Verifies a copy of the world after that: the database itself, and its export. */
async function verdictsAfter(tampering: Tampering, trust: Trust = world.trust): Promise<Verdicts> {
  const db = await openDatabase({ url: await createTestDatabaseUrl(template), applicationName: "test", poolMax: 1 });
  try {
    await db.pool.query(
      "alter table audit_entry disable trigger all; alter table audit_checkpoint disable trigger all",
    );
    if (typeof tampering === "string") await db.pool.query(tampering);
    else await tampering(db);
    const lines = await Array.fromAsync(auditLines(db.kysely, { firstSeq: 1 }));
    writeFileSync(exportPath, lines.map(({ text }) => `${text}\n`).join(""));
    const { report: database } = await verifyAuditDatabase(db.kysely, trust, new AbortController().signal);
    return { database, file: (await verifyAuditFile(exportPath, trust, () => undefined)).report };
  } finally {
    await db.close();
  }
}

/** Right hashes for every row from one on, as somebody who knows the recipe makes them. */
function rehashed(from: number): string {
  return `do $$ declare r record; h bytea; begin
    select hash into h from audit_entry where seq = ${from - 1};
    for r in select * from audit_entry where seq >= ${from} order by seq loop
      update audit_entry set previous_hash = h,
        hash = sha256(h || int8send(r.seq) || convert_to(r.content, 'UTF8')) where seq = r.seq returning hash into h;
    end loop; end $$;`;
}

const changeRow7 =
  "update audit_entry set content = replace(content, 'user:7', 'user:8'), subject = 'user:8' where seq = 7;";
const hash = "sha256(previous_hash || int8send(seq) || convert_to(content, 'UTF8'))";

test("an untouched chain is whole", async () => {
  const { database, file } = await verdictsAfter("select");
  expect(database).toEqual(file);
  expect(file).toMatchObject({ rowCount: 12, checkpointCount: 4, heldTo: { seq: 10 }, warnings: [] });
  expect(file.fault).toBeUndefined();
});

test.each<[string, Tampering, object]>([
  ["one row's content", changeRow7, { kind: "row_changed", seq: 7 }],
  ["one row's hash", "update audit_entry set hash = sha256('x') where seq = 7", { kind: "row_changed", seq: 7 }],
  [
    "one row with its hash",
    `${changeRow7} update audit_entry set hash = ${hash} where seq = 7`,
    { kind: "row_exchanged", seq: 7 },
  ],
  ["the first row removed", "delete from audit_entry where seq = 1", { kind: "row_missing", seq: 1, found: 2 }],
  [
    "rows removed in the middle",
    "delete from audit_entry where seq in (6, 7)",
    { kind: "row_missing", seq: 6, found: 8 },
  ],
  [
    "removed, and the rest counted anew",
    `alter table audit_entry drop constraint audit_entry_seq_check; delete from audit_entry where seq = 7;
     update audit_entry set seq = -seq where seq > 7; update audit_entry set seq = -seq - 1 where seq < 0`,
    { kind: "row_changed", seq: 7 },
  ],
  [
    "rows swapped",
    "alter table audit_entry drop constraint audit_entry_pkey; update audit_entry set seq = 7 - seq where seq in (3, 4)",
    { kind: "row_changed", seq: 3 },
  ],
  [
    "a row twice",
    "alter table audit_entry drop constraint audit_entry_pkey; insert into audit_entry select * from audit_entry where seq = 7",
    { kind: "row_out_of_order", seq: 7 },
  ],
  ["the tail cut off", "delete from audit_entry where seq > 8", { kind: "tail_cut", seq: 9, to: 10 }],
  [
    "the tail cut off with its checkpoints",
    "delete from audit_entry where seq > 8; delete from audit_checkpoint where seq > 8",
    { kind: "tail_cut", seq: 9, to: 10 },
  ],
  ["everything cut off", "delete from audit_entry; delete from audit_checkpoint", { kind: "tail_cut", seq: 1, to: 5 }],
  ["the tail written anew", changeRow7 + rehashed(7), { kind: "tail_rewritten", seq: 6, to: 10 }],
  [
    "the tail written anew, without its checkpoint",
    `${changeRow7}${rehashed(7)} delete from audit_checkpoint where seq > 5`,
    { kind: "tail_rewritten", seq: 6, to: 10 },
  ],
  [
    "a checkpoint made up",
    "insert into audit_checkpoint select 8, hash, now(), (select key_id from audit_checkpoint limit 1), decode(repeat('00', 64), 'hex') from audit_entry where seq = 8",
    { kind: "checkpoint_forged", seq: 8 },
  ],
  [
    "a checkpoint changed",
    "update audit_checkpoint set at = now() where seq = 5",
    { kind: "checkpoint_forged", seq: 5 },
  ],
  [
    "a checkpoint by a key of one's own",
    async (db) => {
      const key = await openAuditKey(join(world.directory, "own.pem"));
      const [newest] = await listAuditCheckpoints(db.kysely, { limit: 1 });
      if (newest === undefined) throw new Error("the world has checkpoints");
      await insertAuditCheckpoint(db.kysely, key.sign(newest));
    },
    { kind: "checkpoint_key_unknown", seq: 10 },
  ],
])("%s is named at its row, in the database and in its export", async (_, tampering, fault) => {
  const { database, file } = await verdictsAfter(tampering);
  expect(database.fault).toMatchObject(fault);
  expect(file.fault).toMatchObject(fault);
});

test("columns that hide a row from a search are named; an export has no columns", async () => {
  const { database, file } = await verdictsAfter("update audit_entry set actor_name = 'bob' where seq = 7");
  expect(database.fault).toEqual({ kind: "columns_changed", seq: 7 });
  expect(file.fault).toBeUndefined();
});

test("without checkpoints from elsewhere a cut with its checkpoints is not seen, nor ever one after the last", async () => {
  const { verifySignature } = world.trust;
  const cut = "delete from audit_entry where seq > 8; delete from audit_checkpoint where seq > 8";
  const own = (await verdictsAfter(cut, verifySignature === undefined ? {} : { verifySignature })).file;
  expect(own).toMatchObject({ lastSeq: 8, heldTo: { seq: 5 } });
  expect(own.fault).toBeUndefined();
  const late = (await verdictsAfter("delete from audit_entry where seq > 10")).file;
  expect(late).toMatchObject({ lastSeq: 10, heldTo: { seq: 10 } });
  expect(late.fault).toBeUndefined();
});

test("any byte of an export that is changed is found at or before the first row that it touches", async () => {
  await verdictsAfter("select");
  const db = await openDatabase({ url: await createTestDatabaseUrl(template), applicationName: "test", poolMax: 1 });
  const lines = (await Array.fromAsync(auditLines(db.kysely, { firstSeq: 1 }))).map(({ text }) => `${text}\n`);
  await db.close();
  const [header = "", ...rest] = lines;
  const bytes = Buffer.from(rest.join(""));
  const starts = rest.map((_, i) => Buffer.byteLength(rest.slice(0, i).join("")));
  const seqOf = (at: number) => {
    const line = JSON.parse(rest[starts.findLastIndex((start) => start <= at)] ?? "{}");
    // A checkpoint stands between its row and the next one.
    return line.kind === "row" ? line.seq : (line.seq ?? line.lastSeq) + 1;
  };
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] as number) ^ bits;
      // What is left of the last line without its end is the same line.
      fc.pre(at < bytes.length - 1);
      writeFileSync(exportPath, Buffer.concat([Buffer.from(header), changed]));
      const { fault } = (await verifyAuditFile(exportPath, world.trust, () => undefined)).report;
      expect(fault).toBeDefined();
      // A forged checkpoint is named by the row that it claims, whichever that is.
      if (fault?.kind !== "checkpoint_forged") expect(fault?.seq).toBeLessThanOrEqual(seqOf(at));
    }),
    { numRuns: 300 },
  );
});
