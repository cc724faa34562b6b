import { createHash } from "node:crypto";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray, numberArray } from "./sql-array.ts";

/**
 * A version's digest follows from the ids of its entries alone: the same content has the same one, however the list came to
 * it. Of kind 1 it is SHA-256 over the ids in order. Of kind 2 the ids are put into buckets by their first 12 bits, each
 * bucket has SHA-256 over its ids in order, and the digest is SHA-256 over the number (two bytes) and the digest of each
 * bucket that has any, in order: what one entry changes is one bucket.
 */
export type DigestKind = 1 | 2;

/** Of every new version. */
export const DIGEST_KIND: DigestKind = 2;

const BUCKET_COUNT = 4096;
/** `0x` and three digits. */
const BUCKET_END = 5;
/** Behind every id. */
const AFTER_ALL = `0x${"ff".repeat(33)}` as const;

export function versionDigest(kind: DigestKind, sortedIds: readonly Hash[]): Buffer {
  if (kind === 1) return digestOf(sortedIds);
  const whole = createHash("sha256");
  for (let start = 0; start < sortedIds.length; ) {
    const bucket = bucketOf(sortedIds[start] as Hash);
    let end = start + 1;
    while (end < sortedIds.length && bucketOf(sortedIds[end] as Hash) === bucket) end++;
    const number = Buffer.alloc(2);
    number.writeUInt16BE(bucket);
    whole.update(number).update(digestOf(sortedIds.slice(start, end)));
    start = end;
  }
  return whole.digest();
}

function digestOf(ids: readonly Hash[]): Buffer {
  const hash = createHash("sha256");
  for (const id of ids) hash.update(bytesOf(id));
  return hash.digest();
}

function bucketOf(id: Hash): number {
  return Number.parseInt(id.slice(2, BUCKET_END), 16);
}

/**
 * The digest of the list's entries as they are now, of kind 2, once these have come or gone; what it is made of is kept for
 * the next time. Call it while holding the list's row.
 * @param kind of the version before: of another, or where there is none, nothing is kept yet
 */
export async function updateDigest(
  tx: Executor,
  listId: string,
  kind: DigestKind | undefined,
  changed: Iterable<Hash>,
): Promise<Buffer> {
  const buckets = kind === 1 ? [...Array(BUCKET_COUNT).keys()] : [...new Set([...changed].map(bucketOf))];
  await updateBuckets(tx, listId, buckets);
  // The recipe of `versionDigest`.
  const { rows } = await sql<{ digest: Buffer }>`
    select sha256(coalesce(string_agg(int2send(bucket::smallint) || digest, ''::bytea order by bucket), '')) as digest
    from list_bucket where list_id = ${listId}`.execute(tx);
  return rows[0]?.digest as Buffer;
}

async function updateBuckets(tx: Executor, listId: string, buckets: readonly number[]): Promise<void> {
  const beginOf = (bucket: number) => `0x${bucket.toString(16).padStart(3, "0")}0` as const;
  const endOf = (bucket: number) => (bucket + 1 < BUCKET_COUNT ? beginOf(bucket + 1) : AFTER_ALL);
  // Each bucket is a range of the key. Without the sub-select, all that the list ever held would be read and sorted.
  await sql`
    with touched as materialized (
      select bucket, (
        select sha256(string_agg(entry_id, ''::bytea order by entry_id)) from list_entry
        where list_id = ${listId} and ended_seq is null and entry_id >= given.begins and entry_id < given.ends
      ) as digest
      from unnest(
        ${numberArray(buckets)}::integer[], ${byteaArray(buckets.map(beginOf))}::bytea[],
        ${byteaArray(buckets.map(endOf))}::bytea[]
      ) as given (bucket, begins, ends)
    ), emptied as (
      delete from list_bucket using touched
      where list_bucket.list_id = ${listId} and list_bucket.bucket = touched.bucket and touched.digest is null
    )
    insert into list_bucket (list_id, bucket, digest)
    select ${listId}, bucket, digest from touched where digest is not null
    on conflict (list_id, bucket) do update set digest = excluded.digest`.execute(tx);
}
