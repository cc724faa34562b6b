import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { listMissingRanges } from "./coverage-read.ts";
import { findCoverageEnds } from "./coverage-stretch.ts";
import type { Executor } from "./database.ts";
import { COVERAGE_LEVELS, type CoverageLevel } from "./ledger-range.ts";

/** What can only be said of a chain's ledger by going through all rows of its coverage. */
export interface CoverageTally {
  ends: BlockSpan;
  /** Blocks by level, the weakest first. */
  levels: Array<{ level: CoverageLevel; blocks: number; provenBlocks: number }>;
  refusedLogs: number;
  /** What is missing between its ends, ascending. */
  gaps: BlockSpan[];
}

/** Undefined where the ledger covers nothing of the chain. */
export async function findCoverageTally(db: Executor, chainId: number): Promise<CoverageTally | undefined> {
  const ends = await findCoverageEnds(db, chainId);
  if (ends === undefined) return undefined;
  const { rows } = await sql<{ level: CoverageLevel; blocks: number; proven_blocks: number; refused: number }>`
    select level, sum(to_block - from_block + 1)::bigint as blocks, sum(proven_block_count)::bigint as proven_blocks,
      sum(refused_count)::bigint as refused
    from coverage where chain_id = ${chainId} group by level`.execute(db);
  return {
    ends,
    levels: rows
      .map(({ level, blocks, proven_blocks }) => ({ level, blocks, provenBlocks: proven_blocks }))
      .sort((a, b) => COVERAGE_LEVELS.indexOf(a.level) - COVERAGE_LEVELS.indexOf(b.level)),
    refusedLogs: rows.reduce((sum, { refused }) => sum + refused, 0),
    gaps: await listMissingRanges(db, chainId, ends.from, ends.to),
  };
}
