import { Problem } from "@redflag/domain/problem";
import type { BlockSpan } from "@redflag/store/block-span";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import type { CoverageLevel } from "@redflag/store/ledger-range";
import { askAgain } from "./ask-again.ts";
import { askForListed } from "./ask-for-listed.ts";
import { checkStretch, isCheckedInPart } from "./check-stretch.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { levelsSought } from "./levels-sought.ts";
import { JOB_BLOCKS } from "./plan-reads.ts";
import type { RangeRead } from "./read-range.ts";
import { readRange } from "./read-range.ts";

/** Ranges in flight: enough to hide an endpoint's latency, few enough to bound memory. */
const CONCURRENCY = 4;

/**
 * Reads and commits a given stretch outside the queue, for `redflag ingest`; then asks another endpoint for listed addresses,
 * and proves it, or compares what is not yet, where the policy asks for that.
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
      const end = Math.min(to, start + JOB_BLOCKS - 1);
      const read = await askAgain(deps, () => readRange(deps, start, end, signal), signal);
      total.blocks += read.blocks;
      total.transfers += read.transfers;
      total.refused += read.refused;
      onProgress(total);
    }
  };
  // One that fails lets the others end what they have in hand: nothing of ours runs on once this has thrown.
  const stopAtFailure = () =>
    work().catch((error: unknown) => {
      next = to + 1;
      throw error;
    });
  const ends = await Promise.allSettled(Array.from({ length: CONCURRENCY }, stopAtFailure));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  const enough = levelsSought(deps.policy);
  // First: once a stretch is called proven it may become final, and what is final is not mended.
  if (isCheckedInPart(deps.policy, { from, to })) await askForListed(deps, { from, to }, signal);
  if (enough === undefined) return total;
  await proveStretch(deps, { from, to }, enough, signal).catch((error: unknown) => {
    // Without a peer that says the same, what was read stands at its own level, and screening goes on.
    const isCompared = deps.policy === "peers" || (error instanceof Problem && error.code === "answer_incomplete");
    if (!isCompared || !(error instanceof Problem) || error.retry === "fatal") throw error;
    deps.logger.warn({ msg: "a stretch could not be compared", chain: deps.chain.name, detail: error.message });
  });
  return total;
}

/**
 * Proves what is unproven in a stretch, a committed piece at a time, and again while that helps: where an endpoint is caught,
 * what samples had shown of it before is unproven once more.
 */
async function proveStretch(
  deps: IngestDeps,
  span: BlockSpan,
  enough: readonly CoverageLevel[],
  signal?: AbortSignal,
): Promise<void> {
  let leftBlocks = Number.POSITIVE_INFINITY;
  for (;;) {
    const unproven = await listUnprovenCoverage(deps.db.kysely, deps.chain.id, span, undefined, enough);
    const blocks = unproven.reduce((sum, { fromBlock, toBlock }) => sum + toBlock - fromBlock + 1, 0);
    if (blocks === 0 || blocks >= leftBlocks) return;
    leftBlocks = blocks;
    for (const { fromBlock, toBlock } of unproven) {
      await askAgain(deps, () => checkStretch(deps, fromBlock, toBlock, signal), signal);
    }
  }
}
