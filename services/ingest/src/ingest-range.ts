import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import type { IngestDeps } from "./ingest-deps.ts";
import { type BlockSpan, JOB_BLOCKS } from "./plan-reads.ts";
import { proveRange } from "./prove-range.ts";
import type { RangeRead } from "./read-range.ts";
import { readRange } from "./read-range.ts";

/** Ranges in flight: enough to hide an endpoint's latency, few enough to bound memory. */
const CONCURRENCY = 4;

/**
 * Reads and commits a given stretch outside the queue, for `redflag ingest`; proves it where the policy asks for proof.
 * @param onProgress after each committed piece, with the running totals
 */
export async function ingestRange(
  deps: IngestDeps,
  { from, to }: BlockSpan,
  onProgress: (total: RangeRead) => void,
  signal?: AbortSignal,
): Promise<RangeRead> {
  const total: RangeRead = { blocks: 0, transfers: 0, refused: 0 };
  let next = from;
  const work = async () => {
    while (next <= to) {
      signal?.throwIfAborted();
      const start = next;
      next += JOB_BLOCKS;
      const read = await readRange(deps, start, Math.min(to, start + JOB_BLOCKS - 1), signal);
      total.blocks += read.blocks;
      total.transfers += read.transfers;
      total.refused += read.refused;
      onProgress(total);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  if (deps.policy === "proof") await proveStretch(deps, { from, to }, signal);
  return total;
}

/** Proves what is unproven in a stretch, a committed piece at a time. */
async function proveStretch(deps: IngestDeps, { from, to }: BlockSpan, signal?: AbortSignal): Promise<void> {
  const unproven = await listUnprovenCoverage(deps.db.kysely, deps.chain.id, { from, to });
  for (const piece of unproven) await proveRange(deps, piece.fromBlock, piece.toBlock, signal);
}
