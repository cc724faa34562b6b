import { z } from "zod";

const HexHash = z.string().regex(/^[0-9a-f]{64}$/, "not 64 lower-case hex digits");
const Seq = z.int().positive();
/** As it was signed and hashed: only the one way in which it is written is accepted. */
const Instant = z.iso.datetime({ precision: 3 });

/** What an export begins with. */
const HeaderLine = z.strictObject({
  kind: z.literal("audit"),
  format: z.literal(1),
  /** Id of the chain: checkpoints are signed for it. */
  database: z.uuid(),
  /** Of the first row; above 1 where it is a part. */
  firstSeq: Seq,
  exportedAt: Instant,
});

const RowLine = z.strictObject({
  kind: z.literal("row"),
  seq: Seq,
  previousHash: HexHash,
  hash: HexHash,
  /** JSON, as text: its bytes are what is hashed. */
  content: z.string(),
});

/** Also what leaves the host, one a line of a file or one a POST. */
const CheckpointLine = z.strictObject({
  kind: z.literal("checkpoint"),
  database: z.uuid(),
  seq: Seq,
  hash: HexHash,
  at: Instant,
  keyId: HexHash,
  signature: z.base64().length(88),
});
export type CheckpointLine = z.infer<typeof CheckpointLine>;

/** What an export ends with: without it, it broke off. */
const EndLine = z.strictObject({ kind: z.literal("end"), lastSeq: z.int().nonnegative() });

/** One line of `redflag audit export`. */
export const AuditLine = z.discriminatedUnion("kind", [HeaderLine, RowLine, CheckpointLine, EndLine]);
export type AuditLine = z.infer<typeof AuditLine>;
