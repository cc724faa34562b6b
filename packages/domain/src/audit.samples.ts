import {
  type AuditCheckpoint,
  type AuditContent,
  type AuditRow,
  auditHash,
  auditText,
  checkpointText,
  GENESIS_HASH,
} from "./audit.ts";

export const DATABASE = "0192f0c1-7b1e-4c3a-9a55-8f3f0a1b2c3d";
export const KEY_ID = "ab".repeat(32);

export function auditContent(over: Partial<AuditContent> = {}): AuditContent {
  const actor = { kind: "user", id: "u1", name: "ann@example.org" } as const;
  return { actor, action: "user.create", outcome: "done", at: "2026-01-05T10:00:00.000Z", ...over };
}

/** Rows from 1 on whose contents say these subjects. */
export function auditChain(subjects: readonly string[], over: Partial<AuditContent> = {}): AuditRow[] {
  let previousHash = GENESIS_HASH;
  return subjects.map((subject, i) => {
    const content = auditText(auditContent({ subject, ...over }));
    const row = { seq: i + 1, previousHash, hash: auditHash(previousHash, i + 1, content), content };
    previousHash = row.hash;
    return row;
  });
}

/** Of this row; its signature is what the fold's tests take for one. */
export function auditCheckpoint({ seq, hash }: Pick<AuditRow, "seq" | "hash">): AuditCheckpoint {
  const checkpoint = { database: DATABASE, seq, hash, at: "2026-01-05T12:00:00.000Z", keyId: KEY_ID };
  return { ...checkpoint, signature: `signed ${checkpointText(checkpoint)}` };
}
