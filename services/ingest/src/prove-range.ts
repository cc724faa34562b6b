import type { BlockProof } from "@redflag/chain/source";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import type { Problem } from "@redflag/domain/problem";
import type { Block } from "@redflag/domain/transfer";
import { findUnprovable } from "@redflag/domain/unprovable";
import type { BlockSpan } from "@redflag/store/block-span";
import { isReadByAccused } from "@redflag/store/coverage-accused";
import { raiseCoverage } from "@redflag/store/coverage-raise";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { listBlocks } from "@redflag/store/ledger-read";
import { listBlocksOnLists } from "@redflag/store/listed-block";
import { isSampled } from "./block-sample.ts";
import { compareRange } from "./compare-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { levelsSought } from "./levels-sought.ts";
import { proveStoredBlock } from "./prove-stored-block.ts";
import { type CheckedBlock, holdsAsChecked } from "./stored-logs.ts";

/** Up to so many blocks every one is proven: all that the head brings, and what a short absence left. */
export const PROVE_EVERY_BLOCKS_MAX = 32;

/**
 * Proves a committed stretch from receipts, or under the policy `peers` compares it, and raises its coverage; where that
 * shows that an endpoint left logs out or made some up, or that the stretch was read before a token was known, the block
 * is mended and the lane sent back. Of a long stretch a sample is proven, unless whoever read it was ever caught: then, and
 * from the first block on that is found misread, all of it. Blocks that cannot be proven are held against another endpoint.
 * Returns the number of blocks that the check rests on, 0 when the ledger moved on meanwhile.
 * @throws Problem as `ChainSource.proveBlock` and `getRange` do, `proof_unavailable` when blocks that cannot be proven could
 *   not be compared either; what was shown of the others stands, and a sweep tries again
 */
export async function proveRange(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<number> {
  if (deps.policy === "peers") return compareRange(deps, from, to, signal);
  const { db, chain } = deps;
  const blocks = await listBlocks(db.kysely, chain.id, from, to);
  const isAccused = () => isReadByAccused(db.kysely, chain.id, { from, to });
  const isSample = blocks.length > PROVE_EVERY_BLOCKS_MAX && !(await isAccused());
  const proven = new Map<number, ProvenBlock>();
  let unavailable: Problem | undefined;
  for (const block of isSample ? await chooseBlocks(deps, blocks, from, to) : blocks) {
    const shown = await proveStoredBlock(deps, block, signal);
    if (shown.kind === "moved") return 0;
    // What is final stays as it was asked for; what lies above it must still be able to become so.
    if (shown.kind === "final") return block.number < to ? proveRange(deps, block.number + 1, to, signal) : 0;
    if (shown.kind === "unavailable") unavailable ??= shown.reason;
    else proven.set(block.number, shown);
    // A liar that is caught is not trusted for the rest. Nobody is caught where the stretch was asked for less.
    if (isSample && shown.kind === "proven" && shown.isMended && (await isAccused())) {
      return proveRange(deps, from, to, signal);
    }
  }
  const stretch = { blocks, proven };
  if (!isSample) return raiseByBlock(deps, stretch, unavailable, signal);
  // A sample says nothing of blocks that no proof reaches: the stretch is what all of it can be called.
  if (unavailable !== undefined) return compareUnproven(deps, { from, to }, unavailable, signal);
  if (await raise(deps, { from, to }, stretch)) return proven.size;
  return (await isAccused()) ? proveRange(deps, from, to, signal) : 0;
}

interface ProvenBlock {
  level: BlockProof["level"];
  checked: CheckedBlock;
}

interface Stretch {
  blocks: readonly Block[];
  /** By number, those that were proven. */
  proven: ReadonlyMap<number, ProvenBlock>;
}

/** Each block was looked at: what is proven is called so, and what lies between is compared. */
async function raiseByBlock(
  deps: IngestDeps,
  stretch: Stretch,
  unavailable: Problem | undefined,
  signal: AbortSignal | undefined,
): Promise<number> {
  const compared: BlockSpan[] = [];
  for (const { isProven, ...span } of cutByProof(stretch)) {
    if (!isProven) compared.push(span);
    else if (!(await raise(deps, span, stretch))) return 0;
  }
  let count = stretch.proven.size;
  if (unavailable === undefined) return count;
  for (const span of compared) count += await compareUnproven(deps, span, unavailable, signal);
  return count;
}

function cutByProof({ blocks, proven }: Stretch): Array<BlockSpan & { isProven: boolean }> {
  const spans: Array<BlockSpan & { isProven: boolean }> = [];
  for (const { number } of blocks) {
    const last = spans.at(-1);
    const isProven = proven.has(number);
    if (last?.isProven === isProven) last.to = number;
    else spans.push({ from: number, to: number, isProven });
  }
  return spans;
}

function raise({ db, chain }: IngestDeps, { from, to }: BlockSpan, { blocks, proven }: Stretch): Promise<boolean> {
  const shown = blocks.flatMap(({ number }) => (number < from || number > to ? [] : (proven.get(number) ?? [])));
  const checked = shown.map((block) => block.checked);
  const hashes = checked.map(({ block }) => block);
  const isAlone = shown.some(({ level }) => level === "self_consistent");
  return raiseCoverage(db, chain, {
    ...{ fromBlock: from, toBlock: to, hashes, level: isAlone ? "self_consistent" : "proven" },
    provenBlockCount: hashes.length,
    stillHolds: (tx) => holdsAsChecked(tx, chain, checked),
    // Of a sampled stretch the others were not asked again: it keeps the filter that it was read with.
    ...(hashes.length === to - from + 1 && { filter: logFilterDigest(logFilterFor(chain.name)) }),
  });
}

/** @throws Problem the reason why nothing could be proven, where no other endpoint said the same either */
async function compareUnproven(
  deps: IngestDeps,
  span: BlockSpan,
  reason: Problem,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { db, chain, policy } = deps;
  const compared = await compareRange(deps, span.from, span.to, signal);
  const [left] = await listUnprovenCoverage(db.kysely, chain.id, span, 1, levelsSought(policy));
  if (left !== undefined) throw reason;
  return compared;
}

async function chooseBlocks(
  { db, chain, sampleSecret }: IngestDeps,
  blocks: readonly Block[],
  from: number,
  to: number,
) {
  const listed = new Set(await listBlocksOnLists(db.kysely, chain.id, from, to));
  // One that no proof reaches speaks for all of them.
  const unprovable = blocks.find(({ number }) => findUnprovable(chain, number) !== undefined);
  const chosen = blocks.filter(
    (block) => block === unprovable || listed.has(block.number) || isSampled(block.hash, sampleSecret),
  );
  return chosen.length > 0 ? chosen : blocks.slice(-1);
}
