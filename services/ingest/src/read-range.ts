import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import { traceStep } from "@redflag/runtime/tracing/trace-step";
import { type PackedRange, packRange } from "@redflag/store/ledger-range";
import { writePackedRange } from "@redflag/store/ledger-write";
import { coverStored } from "./cover-stored.ts";
import { decodeRange } from "./decode-range.ts";
import { followReorg } from "./follow-reorg.ts";
import { inHalves } from "./in-halves.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { settleHeader } from "./settle-header.ts";

export interface RangeRead {
  blocks: number;
  transfers: number;
  refused: number;
}

/**
 * Reads, checks, decodes and commits blocks from..to as one unit: all of it is covered then. Reading what is already there
 * changes nothing, unless it has lost its coverage; a range that contradicts the ledger is a reorg and is followed. A range that is answered with logs left out is
 * halved; a single block is never skipped.
 * @throws Problem as the chain source and `coverStored` do; nothing was stored of the part that failed
 */
export async function readRange(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<RangeRead> {
  const parts = await inHalves(deps, from, to, (start, end) => readTraced(deps, start, end, signal));
  return parts.reduce((sum, part) => ({
    blocks: sum.blocks + part.blocks,
    transfers: sum.transfers + part.transfers,
    refused: sum.refused + part.refused,
  }));
}

/** Times a range is read again after the reorg that it showed was followed. */
const READS_MAX = 3;

function readTraced(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<RangeRead> {
  const blocks = { chain: deps.chain.caip2, from, to };
  return traceStep("read", async (phase, tell) => {
    tell({ blocks });
    const { isAllNew, level, ...read } = await readWhole(deps, from, to, phase, signal);
    tell({ isFirst: isAllNew, facts: { transfers: read.transfers, refused: read.refused, level } });
    return read;
  });
}

async function readWhole(
  deps: IngestDeps,
  from: number,
  to: number,
  phase: (name: string) => void,
  signal?: AbortSignal,
): Promise<RangeRead & { isAllNew: boolean; level: string }> {
  const { db, chain } = deps;
  for (let read = 1; read <= READS_MAX; read++) {
    phase("fetch");
    const range = await readPacked(deps, from, to, signal);
    phase("commit");
    const written = await writePackedRange(db, chain, range);
    if (written.outcome !== "conflict") {
      const isAllNew = written.outcome === "written" && written.insertedBlocks === range.blocks.length;
      if (!isAllNew) await coverStored(deps, { from, to }, signal);
      const { blocks, transfers, refusedLogs, level } = range;
      return { blocks: blocks.length, transfers: transfers.count, refused: refusedLogs.length, level, isAllNew };
    }
    phase("follow reorg");
    const reorg = await followReorg(deps, written.atBlock, signal);
    if (reorg.kind === "waiting") break;
    // Both agree about the block above, but not about which one it follows.
    if (reorg.kind === "agreed" && written.atBlock === to + 1) await settleHeader(deps, to, signal);
  }
  throw new Problem(
    "answer_inconsistent",
    `blocks ${from} to ${to} do not fit the ledger, and no longer branch explains it`,
  );
}

/** The logs are dropped before anything is waited for: kept while others are read, they would be most of the memory. */
async function readPacked(
  { chain, source }: IngestDeps,
  from: number,
  to: number,
  signal: AbortSignal | undefined,
): Promise<PackedRange> {
  const filter = logFilterFor(chain.name);
  const range = await source.getRange(from, to, filter, signal);
  return packRange(chain, { ...decodeRange(chain, range.logs), ...range, filter: logFilterDigest(filter) });
}
