import { appendAudit } from "@redflag/store/audit-append";
import {
  insertAuditCheckpoint,
  listAuditCheckpoints,
  updateAuditCheckpointLeft,
} from "@redflag/store/audit-checkpoint";
import { findLastAudit } from "@redflag/store/audit-read";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import { checkAudit } from "./check-audit.ts";

const { kysely: db } = await openTestDatabase();
const at = "2026-11-20T00:00:00.000Z";
const actor = { kind: "system", id: "cli", name: "ada" } as const;
const append = () => appendAudit(db, [{ actor, action: "list.import", outcome: "done", at }]);

test("how far the audit is signed is told, and noted where nobody signs or nothing leaves the host", async () => {
  expect(await checkAudit(db)).toEqual([]);
  await append();
  expect(await checkAudit(db)).toMatchObject([{ status: "note", text: "1 entry, none of them signed" }]);
  const hash = (await findLastAudit(db))?.hash ?? "";
  const keyId = "ab".repeat(32);
  const signature = Buffer.alloc(64).toString("base64");
  await insertAuditCheckpoint(db, { database: "", seq: 1, hash, at, keyId, signature });
  expect(await checkAudit(db, new Date(at))).toMatchObject([
    {
      status: "note",
      text: expect.stringContaining("waiting to leave this host: 1 checkpoint"),
      facts: { signedTo: 1, waiting: 1 },
    },
  ]);
  const [place] = await listAuditCheckpoints(db, { limit: 1 });
  if (place !== undefined) await updateAuditCheckpointLeft(db, place, new Date(at));
  expect(await checkAudit(db, new Date(at))).toMatchObject([{ status: "ok" }]);
  await append();
  expect(await checkAudit(db, new Date("2026-11-21T00:00:00Z"))).toMatchObject([{ status: "ok" }]);
  expect(await checkAudit(db, new Date("2026-11-23T00:00:00Z"))).toMatchObject([
    { status: "note", hint: expect.stringContaining("redflag audit checkpoint") },
  ]);
});
