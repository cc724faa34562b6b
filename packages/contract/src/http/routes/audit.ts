import { z } from "zod";
import { isRange, NO_RANGE, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

const HexHash = z.string().regex(/^[0-9a-f]{64}$/);

/** One action, as the chain of hashes holds it. */
export const AuditEntry = z.strictObject({
  seq: z.int().positive(),
  at: Time,
  actor: z.strictObject({
    kind: z.enum(["user", "key", "system", "anonymous"]),
    id: z.string(),
    name: z.string(),
  }),
  /** Such as `user.create`. */
  action: z.string(),
  outcome: z.enum(["done", "refused"]),
  /** What it was done to; absent where there is no one thing. */
  subject: z.string().optional(),
  /** Facts of that action. Never a secret. */
  detail: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string().optional(),
  ip: z.string().optional(),
  /** Of the row, which holds the hash of the row before it. */
  hash: HexHash,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudit = defineRoute({
  id: "listAudit",
  method: "GET",
  path: "/v1/audit",
  tag: "Audit",
  summary: "Search the audit",
  access: "audit:read",
  query: PageQuery.extend({
    actor: z.string().max(100).optional(),
    action: z.string().max(100).optional(),
    subject: z.string().max(200).optional(),
    since: Time.optional(),
    until: Time.optional(),
    /** `true`: without what only looked and was let; what changed something, left or was refused. */
    deeds: z.enum(["true", "false"]).default("false"),
  }).refine(isRange, NO_RANGE),
  answer: { status: 200, body: pageOf(AuditEntry), description: "Newest first" },
  action: "audit.read",
});

/** Says of a row that it was there with this hash: with `kind` a line that `redflag audit verify --checkpoints` reads. */
export const AuditCheckpoint = z.strictObject({
  /** Id of the chain: a checkpoint of another database says nothing of this one. */
  database: z.uuid(),
  seq: z.int().positive(),
  hash: HexHash,
  at: Time,
  /** SHA-256 of the public key, hex. */
  keyId: HexHash,
  /** Ed25519 over the checkpoint's text, which holds all of the above but `keyId`; base64. */
  signature: z.base64().length(88),
});
export type AuditCheckpoint = z.infer<typeof AuditCheckpoint>;

export const listAuditCheckpoints = defineRoute({
  id: "listAuditCheckpoints",
  method: "GET",
  path: "/v1/audit/checkpoints",
  tag: "Audit",
  summary: "List signed checkpoints of the audit",
  access: "audit:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(AuditCheckpoint), description: "Newest first" },
  action: "audit.read",
});

/** Of one part: a chain of any length is taken part after part. */
const AUDIT_EXPORT_ROWS_MAX = 5_000;

export const exportAudit = defineRoute({
  id: "exportAudit",
  method: "GET",
  path: "/v1/audit/export",
  tag: "Audit",
  summary: "Take a part of the audit, to verify it",
  description:
    "JSON lines as `redflag audit export` writes them: a header, rows from `from` on with the checkpoints among them, and an end that " +
    "names the last row. A part of less than `rows` rows reaches to the end of the audit as it was then; what follows another part " +
    "begins at the row after its end.",
  access: "audit:read",
  query: z.strictObject({
    from: z.coerce.number<number>().int().min(1).max(Number.MAX_SAFE_INTEGER).default(1),
    rows: z.coerce.number<number>().int().min(1).max(AUDIT_EXPORT_ROWS_MAX).default(AUDIT_EXPORT_ROWS_MAX),
  }),
  answer: { status: 200, file: ["application/x-ndjson"], description: "JSON lines" },
  action: "audit.export",
});
