import { createHash } from "node:crypto";
import type { Hash } from "@redflag/domain/hex";

/** Of a long stretch one block in so many is proven. */
const SAMPLE_ONE_IN = 50;

/** By the block's hash and a secret of ours: whoever answers cannot know which blocks are looked at. */
export function isSampled(hash: Hash, secret: string): boolean {
  return createHash("sha256").update(secret).update(hash).digest().readUInt32BE() % SAMPLE_ONE_IN === 0;
}

/**
 * What the sample promises: the chance that an endpoint is caught that misreported so many blocks of a backfill. Looks at
 * listed addresses, and at the last block of a stretch without a sample, add to it.
 */
export function chanceOfCatching(misreadBlocks: number): number {
  return 1 - (1 - 1 / SAMPLE_ONE_IN) ** misreadBlocks;
}
