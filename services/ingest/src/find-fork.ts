import { Problem } from "@redflag/domain/problem";
import type { Block, BlockRef } from "@redflag/domain/transfer";
import { findFirstBlock, findTopBlock } from "@redflag/store/ledger-read";
import type { IngestDeps } from "./ingest-deps.ts";

/** A block of the ledger, and what the chain has in its place. */
interface Comparison {
  stored: Block;
  theirs: Block;
}

/**
 * Both agree about every block up to the fork and about none above it, so the search strides down from `start`, twice as
 * far each time, and then halves what is left: about 2 × log2(depth) questions, 27 for a fork 10,000 blocks deep. What
 * the ledger does not hold contradicts nothing.
 * @returns the last block that both can share, the parent of the ledger's first where they share none; undefined when they
 * agree at the highest block that the ledger holds at or below `start`
 * @throws Problem as the source does; `answer_inconsistent` when the answers are not of one chain: look again
 */
export async function findFork(deps: IngestDeps, start: number, signal?: AbortSignal): Promise<BlockRef | undefined> {
  const begin = await compareAt(deps, start, signal);
  if (begin === undefined || agree(begin)) return undefined;

  let high: Comparison = begin;
  let low: Comparison | undefined;
  for (let stride = 1; low === undefined; stride *= 2) {
    const next =
      (await compareAt(deps, high.stored.number - stride, signal)) ?? (await compareFirst(deps, high, signal));
    if (next === undefined) return parentOf(high);
    if (agree(next)) low = next;
    else high = next;
  }

  let agreed = low.stored.number;
  while (high.stored.number - agreed > 1) {
    const middle = Math.floor((agreed + high.stored.number) / 2);
    const next: Comparison | undefined = await compareAt(deps, middle, signal);
    if (next !== undefined && next.stored.number > agreed && !agree(next)) high = next;
    else {
      // Nothing that the ledger holds between `next` and the middle could say otherwise.
      agreed = middle;
      if (next !== undefined) low = next;
    }
  }
  return partAt(low, high);
}

function agree({ stored, theirs }: Comparison): boolean {
  return stored.hash === theirs.hash;
}

/** The highest block that the ledger holds at or below a height. */
async function compareAt({ db, chain, source }: IngestDeps, number: number, signal?: AbortSignal) {
  const stored = await findTopBlock(db.kysely, chain.id, number);
  return stored && { stored, theirs: await source.getBlock(stored.number, signal) };
}

/** The ledger's first block; undefined when that was compared already. */
async function compareFirst(deps: IngestDeps, { stored }: Comparison, signal?: AbortSignal) {
  const first = await findFirstBlock(deps.db.kysely, deps.chain.id);
  return first === undefined || first.number >= stored.number ? undefined : compareAt(deps, first.number, signal);
}

function parentOf({ theirs }: Comparison): BlockRef {
  return { number: theirs.number - 1, hash: theirs.parentHash };
}

function partAt({ stored }: Comparison, high: Comparison): BlockRef {
  const fork = parentOf(high);
  if (stored.number !== fork.number || stored.hash === fork.hash) return fork;
  const fact = `block ${high.theirs.number} does not follow block ${stored.number}, ${stored.hash}`;
  throw new Problem("answer_inconsistent", fact);
}
