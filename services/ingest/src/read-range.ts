import { logFilterFor } from "@redflag/domain/log-filter";
import { Problem, type ProblemCode } from "@redflag/domain/problem";
import { writeRange } from "@redflag/store/ledger-write";
import { decodeRange } from "./decode-range.ts";
import { followReorg } from "./follow-reorg.ts";
import type { IngestDeps } from "./ingest-deps.ts";

/** A range too large for the endpoint, said or silently cut short. */
const MET_BY_ASKING_FOR_LESS: ReadonlySet<ProblemCode> = new Set(["endpoint_refused", "answer_incomplete"]);

export interface RangeRead {
  blocks: number;
  transfers: number;
  refused: number;
}

/**
 * Reads, checks, decodes and commits blocks from..to as one unit. Reading what is already there changes nothing; a range
 * that contradicts the ledger is a reorg and is followed. A range that the endpoint calls too large, or answers with
 * logs left out, is halved; a single block is never skipped.
 * @throws Problem as the chain source does; nothing was stored of the part that failed
 */
export async function readRange(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<RangeRead> {
  try {
    return await readWhole(deps, from, to, signal);
  } catch (error) {
    if (!(error instanceof Problem) || !MET_BY_ASKING_FOR_LESS.has(error.code) || from === to) throw error;
    const middle = Math.floor((from + to) / 2);
    deps.logger.info({ msg: "range halved", chain: deps.chain.name, from, to, code: error.code, detail: error.detail });
    const lower = await readRange(deps, from, middle, signal);
    const upper = await readRange(deps, middle + 1, to, signal);
    return {
      blocks: lower.blocks + upper.blocks,
      transfers: lower.transfers + upper.transfers,
      refused: lower.refused + upper.refused,
    };
  }
}

/** Times a range is read again after the reorg that it showed was followed. */
const READS_MAX = 3;

async function readWhole(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<RangeRead> {
  const { db, chain, source } = deps;
  for (let read = 1; read <= READS_MAX; read++) {
    const range = await source.getRange(from, to, logFilterFor(chain.name), signal);
    const decoded = decodeRange(chain, range.logs);
    const written = await writeRange(db, chain, { ...decoded, ...range });
    if (written.outcome !== "conflict") {
      return { blocks: range.blocks.length, transfers: decoded.transfers.length, refused: decoded.refusedLogs.length };
    }
    const reorg = await followReorg(deps, written.atBlock, signal);
    if (reorg.kind === "waiting") break;
  }
  throw new Problem(
    "answer_inconsistent",
    `blocks ${from} to ${to} do not fit the ledger, and no longer branch explains it`,
  );
}
