import type { AuditCheckpoint } from "@redflag/domain/audit";
import type { Selectable } from "kysely";
import { getAuditChainId } from "./audit-read.ts";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";

export interface StoredAuditCheckpoint extends AuditCheckpoint {
  /** When it left the host; absent until then. */
  leftAt?: Date;
}

/** Where a list goes on: several keys may have signed for one row. */
export type CheckpointPlace = Pick<AuditCheckpoint, "seq" | "keyId">;

export async function insertAuditCheckpoint(
  db: Executor,
  { seq, hash, at, keyId, signature }: AuditCheckpoint,
): Promise<void> {
  await db
    .insertInto("audit_checkpoint")
    .values({
      seq,
      hash: Buffer.from(hash, "hex"),
      at: new Date(at),
      key_id: Buffer.from(keyId, "hex"),
      signature: Buffer.from(signature, "base64"),
    })
    .execute();
}

/** The newest first. */
export async function listAuditCheckpoints(
  db: Executor,
  { limit, before }: { limit: number; before?: CheckpointPlace },
): Promise<StoredAuditCheckpoint[]> {
  let query = db
    .selectFrom("audit_checkpoint")
    .selectAll()
    .orderBy("seq", "desc")
    .orderBy("key_id", "desc")
    .limit(limit);
  if (before !== undefined) {
    const { seq, keyId } = before;
    query = query.where((eb) => eb(eb.refTuple("seq", "key_id"), "<", eb.tuple(seq, Buffer.from(keyId, "hex"))));
  }
  return checkpointsOf(db, await query.execute());
}

/** Those about this row and later ones, the oldest first. There are a few a day. */
export async function listAuditCheckpointsFrom(db: Executor, fromSeq: number): Promise<StoredAuditCheckpoint[]> {
  const query = db.selectFrom("audit_checkpoint").selectAll().where("seq", ">=", fromSeq);
  return checkpointsOf(db, await query.orderBy("seq").orderBy("key_id").execute());
}

/** Those that have not left the host yet, the oldest first. */
export async function listWaitingAuditCheckpoints(db: Executor, limit: number): Promise<StoredAuditCheckpoint[]> {
  const query = db.selectFrom("audit_checkpoint").selectAll().where("left_at", "is", null);
  return checkpointsOf(db, await query.orderBy("seq").orderBy("key_id").limit(limit).execute());
}

/** Says of a checkpoint that it has left the host. */
export async function updateAuditCheckpointLeft(
  db: Executor,
  { seq, keyId }: CheckpointPlace,
  at: Date,
): Promise<void> {
  await db
    .updateTable("audit_checkpoint")
    .set({ left_at: at })
    .where("seq", "=", seq)
    .where("key_id", "=", Buffer.from(keyId, "hex"))
    .where("left_at", "is", null)
    .execute();
}

async function checkpointsOf(
  db: Executor,
  rows: ReadonlyArray<Selectable<Schema["audit_checkpoint"]>>,
): Promise<StoredAuditCheckpoint[]> {
  const database = await getAuditChainId(db);
  return rows.map(({ seq, hash, at, key_id, signature, left_at }) => ({
    database,
    seq,
    hash: hash.toString("hex"),
    at: at.toISOString(),
    keyId: key_id.toString("hex"),
    signature: signature.toString("base64"),
    ...(left_at !== null && { leftAt: left_at }),
  }));
}
