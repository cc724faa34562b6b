import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deliverCheckpoints, makeCheckpoint } from "@redflag/api/audit-checkpoints";
import { type AuditKey, openAuditKey } from "@redflag/api/audit-key";
import { readCheckpointFile, type Trust } from "@redflag/cli/audit/verify-file";
import { signatureVerifier } from "@redflag/reports/public-key";
import { appendAudit } from "@redflag/store/audit-append";
import { openDatabase } from "@redflag/store/database";
import { afterAll } from "vitest";
import { createTestDatabaseUrl } from "../test-database.ts";

export interface RecordedWorld {
  directory: string;
  /** Of a database with 12 rows and checkpoints at 5 and 10; nobody is connected, so that it can be copied. */
  url: string;
  key: AuditKey;
  /** The checkpoints that left the host, and the key. */
  trust: Trust;
  checkpointsPath: string;
}

export async function recordWorld(): Promise<RecordedWorld> {
  const directory = mkdtempSync(join(tmpdir(), "redflag-audit-"));
  afterAll(() => rmSync(directory, { recursive: true }));
  const key = await openAuditKey(join(directory, "audit-signing-key.pem"));
  const checkpointsPath = join(directory, "checkpoints.ndjson");
  const url = await createTestDatabaseUrl();
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  for (let seq = 1; seq <= 12; seq++) {
    const actor = { kind: "user", id: "u1", name: "ann@example.org" } as const;
    const [subject, at] = [`user:${seq}`, new Date(Date.UTC(2026, 0, 5, 10, seq)).toISOString()];
    await appendAudit(db.kysely, [{ actor, action: "user.create", outcome: "done", subject, at }]);
    if (seq !== 5 && seq !== 10) continue;
    const deps = { db, key, place: { kind: "file", path: checkpointsPath }, now: () => new Date(at) } as const;
    await makeCheckpoint(deps);
    await deliverCheckpoints(deps);
  }
  await db.close();
  const { checkpoints } = await readCheckpointFile(checkpointsPath);
  const verifySignature = signatureVerifier([{ from: "key", pem: key.publicPem }]);
  return { directory, url, key, trust: { checkpoints, verifySignature }, checkpointsPath };
}
