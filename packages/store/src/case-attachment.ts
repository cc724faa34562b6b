import { type AttachmentType, CASE_ATTACHMENT_BYTES_MAX } from "@redflag/domain/case";
import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import { recordInCase, type SeenCase } from "./case-file.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";
import type { CaseAttachmentTable } from "./schema-cases.ts";

export interface CaseAttachment {
  id: string;
  name: string;
  mediaType: AttachmentType;
  sizeBytes: number;
  /** 64 hex digits; stays when the bytes were removed. */
  sha256: string;
  author: Actor;
  createdAt: Date;
  removedAt?: Date;
}

export interface NewAttachment {
  id: string;
  name: string;
  mediaType: AttachmentType;
  bytes: Buffer;
  sha256: Buffer;
}

/** @throws Problem `case_full` */
export async function insertAttachment(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { id, name, mediaType, bytes, sha256 }: NewAttachment,
): Promise<CaseAttachment> {
  const { held } = await tx
    .selectFrom("case_attachment")
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>("size_bytes"), sql<number>`0`).as("held"))
    .where("case_id", "=", seen.id)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  if (Number(held) + bytes.length > CASE_ATTACHMENT_BYTES_MAX) {
    throw new Problem("case_full", `${seen.number} takes ${CASE_ATTACHMENT_BYTES_MAX} bytes and has ${held}`);
  }
  const row = await tx
    .insertInto("case_attachment")
    .values({
      id,
      case_id: seen.id,
      name,
      media_type: mediaType,
      size_bytes: bytes.length,
      sha256,
      bytes,
      by: actor.by,
      by_name: actor.name,
      removed_at: null,
    })
    .returning(DESCRIBED)
    .executeTakeFirstOrThrow();
  const detail = { attachment: id, name, sha256: sha256.toString("hex") };
  await recordInCase(tx, seen, actor, "attachment_added", detail);
  return attachmentOf(row);
}

/** In the order in which they came, also those that were removed; without their bytes. */
export async function listAttachments(
  db: Executor,
  { id }: SeenCase,
  { limit, after }: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<CaseAttachment[]> {
  let query = db
    .selectFrom("case_attachment")
    .select(DESCRIBED)
    .where("case_id", "=", id)
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit);
  if (after !== undefined) {
    query = query.where(sql<boolean>`(created_at, id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`);
  }
  return (await query.execute()).map(attachmentOf);
}

/** @throws Problem `not_found`, also where its bytes were removed */
export async function getAttachmentBytes(
  db: Executor,
  { id: caseId, number }: SeenCase,
  id: string,
): Promise<{ attachment: CaseAttachment; bytes: Buffer }> {
  const row = await db
    .selectFrom("case_attachment")
    .selectAll()
    .where("case_id", "=", caseId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `${number} has no attachment ${id}`);
  if (row.bytes === null) throw new Problem("not_found", `attachment ${id} of ${number} was removed`);
  return { attachment: attachmentOf(row), bytes: row.bytes };
}

/** Its bytes go, and what it was stays. @throws Problem `not_found`. As of alerts, a hold is asked for before. */
export async function removeAttachment(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const row = await tx
    .updateTable("case_attachment")
    .set({ bytes: null, removed_at: new Date() })
    .where("case_id", "=", seen.id)
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .returning(["name", "sha256"])
    .executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `${seen.number} has no attachment ${id}`);
  const detail = { attachment: id, name: row.name, sha256: row.sha256.toString("hex"), reason };
  await recordInCase(tx, seen, actor, "attachment_removed", detail);
}

const DESCRIBED = [
  "id",
  "name",
  "media_type",
  "size_bytes",
  "sha256",
  "by",
  "by_name",
  "created_at",
  "removed_at",
] as const;

function attachmentOf(row: Pick<Selectable<CaseAttachmentTable>, (typeof DESCRIBED)[number]>): CaseAttachment {
  return {
    id: row.id,
    name: row.name,
    mediaType: row.media_type as AttachmentType,
    sizeBytes: row.size_bytes,
    sha256: row.sha256.toString("hex"),
    author: { by: row.by, name: row.by_name },
    createdAt: row.created_at,
    ...(row.removed_at !== null && { removedAt: row.removed_at }),
  };
}
