import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { Block } from "@redflag/domain/transfer";
import { findLane, type Lane } from "@redflag/store/lane";
import { sliceRange } from "@redflag/store/ledger-range";
import { findFirstBlock, findTopBlock, listBlocks } from "@redflag/store/ledger-read";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { decodeRange } from "./decode-range.ts";
import { findFork } from "./find-fork.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { settleBeforeLane } from "./settle-before-lane.ts";

/** Blocks read together with the rewind; a deeper branch is completed by the planner, which sees what is missing. */
const BRANCH_BLOCKS_MAX = 256;

export type ReorgOutcome =
  /** The ledger now follows the endpoint's branch above the fork. */
  | { kind: "replaced"; forkBlock: number }
  /** The endpoint's branch is shorter than the ledger's: a replica that lags, or a branch that has yet to win. */
  | { kind: "waiting" }
  /** On a second look both agree about that block: the answer that contradicted the ledger was not worth keeping. */
  | { kind: "agreed" };

/**
 * The endpoint's chain and the ledger disagree at a block. Finds where they part and replaces the ledger above it, in one
 * transaction that the lane then follows.
 * @throws Problem `reorg_below_final`, after the store has stopped the lane, when they part below what was called final;
 * `history_foreign` when they never were one chain: nothing is replaced and the lane stays as it is;
 * `answer_inconsistent` when the chain moved between two questions: look again
 */
export async function followReorg(deps: IngestDeps, atBlock: number, signal?: AbortSignal): Promise<ReorgOutcome> {
  const { db, chain, source, logger } = deps;
  const top = await findTopBlock(db.kysely, chain.id);
  if (top === undefined) return { kind: "agreed" };
  const { head } = await source.getTip(signal);
  const lane = await findLane(db.kysely, chain.id);
  if (head.number < top.number) {
    await refuseForeignStart(deps, lane, head.number, signal);
    return { kind: "waiting" };
  }

  const forkBlock = await findFork(deps, Math.min(atBlock, top.number), signal);
  if (forkBlock === undefined) return { kind: "agreed" };
  const from = forkBlock.number + 1;
  const to = Math.min(head.number, forkBlock.number + BRANCH_BLOCKS_MAX);
  const filter = logFilterFor(chain.name);
  const range = await source.getRange(from, to, filter, signal);
  // Each answer was right when it was given; the chain may have moved between them, or they came from two endpoints.
  if (range.blocks[0]?.parentHash !== forkBlock.hash) {
    throw new Problem("answer_inconsistent", `${range.endpoint}: block ${from} does not follow ${forkBlock.hash}`);
  }
  // The range is one view and has the last word: what it shares with the ledger stays.
  const parted = await findParting(deps, range.blocks);
  if (parted === undefined) return { kind: "agreed" };
  if (lane !== undefined && parted.number < lane.startBlock) {
    const isDropped = await settleBeforeLane(deps, lane, parted, signal);
    return isDropped ? { kind: "replaced", forkBlock: parted.number - 1 } : { kind: "agreed" };
  }
  await refuseForeign(deps, lane, parted);
  const fork = { number: parted.number - 1, hash: parted.parentHash };
  const whole = { ...decodeRange(chain, range.logs), ...range, filter: logFilterDigest(filter) };
  const branch = sliceRange(whole, parted.number, to);
  await replaceBranch(db, chain, { forkBlock: fork, cause: "reorg", ...branch });
  logger.warn({
    msg: "followed a reorg",
    chain: chain.name,
    forkBlock: fork.number,
    depth: top.number - fork.number,
  });
  return { kind: "replaced", forkBlock: fork.number };
}

/**
 * A chain that is shorter than the ledger may yet grow, unless it never was the ledger's.
 * @throws Problem `history_foreign`
 */
async function refuseForeignStart(
  deps: IngestDeps,
  lane: Lane | undefined,
  head: number,
  signal?: AbortSignal,
): Promise<void> {
  const { db, chain, source } = deps;
  const first = await findFirstBlock(db.kysely, chain.id);
  if (first === undefined || first.number > head) return;
  const theirs = await source.getBlock(first.number, signal);
  if (theirs.hash !== first.hash) await refuseForeign(deps, lane, theirs);
}

/**
 * Refuses a chain whose lowest block that differs leaves nothing in common: it is the first that the lane was opened for, and
 * not even its parent is the same. No reorg does that, but one may where blocks below are yet to be read.
 * @throws Problem `history_foreign`
 */
async function refuseForeign({ db, chain }: IngestDeps, lane: Lane | undefined, theirs: Block): Promise<void> {
  const first = await findFirstBlock(db.kysely, chain.id);
  if (first === undefined || theirs.number !== first.number || first.number > (lane?.startBlock ?? first.number))
    return;
  if (first.number > 0 && first.parentHash === theirs.parentHash) return;
  const fact = `block ${theirs.number} is ${first.hash} in the ledger and ${theirs.hash} at the endpoint`;
  throw new Problem("history_foreign", `${chain.name}: ${fact}`);
}

/** The lowest of these blocks in whose place the ledger holds another. */
async function findParting({ db, chain }: IngestDeps, blocks: readonly Block[]): Promise<Block | undefined> {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const held = await listBlocks(db.kysely, chain.id, first.number, last.number);
  const hashes = new Map(held.map(({ number, hash }) => [number, hash]));
  return blocks.find(({ number, hash }) => (hashes.get(number) ?? hash) !== hash);
}
