import { createHash } from "node:crypto";
import type { BlockProof } from "@redflag/chain/source";
import type { Hash } from "@redflag/domain/hex";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import type { Block } from "@redflag/domain/transfer";
import { raiseCoverage } from "@redflag/store/coverage-raise";
import { listBlocks } from "@redflag/store/ledger-read";
import { listBlocksOnLists } from "@redflag/store/listed-block";
import { compareRange } from "./compare-range.ts";
import { decodeRange } from "./decode-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { mendMisreadBlock } from "./mend-misread-block.ts";
import { isSameContent, isSameHeader, readStoredLogs } from "./stored-logs.ts";

/** Up to so many blocks every one is proven: all that the head brings, and what a short absence left. */
export const PROVE_EVERY_BLOCKS_MAX = 32;
/** Of a longer stretch, one block in so many, by its hash and our secret, and every block that touches a listed address. */
const SAMPLE_ONE_IN = 50;

/**
 * Proves a committed stretch from receipts, or under the policy `peers` compares it, and raises its coverage; where that
 * shows that an endpoint left logs out or made some up, or that the stretch was read before a token was known, the block
 * is mended and the lane sent back. Returns the number of blocks that the check rests on, 0 when the ledger moved on
 * meanwhile.
 * @throws Problem as `ChainSource.proveBlock` and `getRange` do; coverage then stays as it was and a sweep tries again
 */
export async function proveRange(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<number> {
  if (deps.policy === "peers") return compareRange(deps, from, to, signal);
  const { db, chain, source } = deps;
  const blocks = await listBlocks(db.kysely, chain.id, from, to);
  const chosen = await chooseBlocks(deps, blocks, from, to);
  const filter = logFilterFor(chain.name);
  const digest = logFilterDigest(filter);
  let level: BlockProof["level"] = "proven";
  for (const block of chosen) {
    const proof = await source.proveBlock(block, filter, signal);
    const proven = decodeRange(chain, proof.logs);
    const stored = await readStoredLogs(deps, block.number, block.number);
    if (!(isSameHeader(block, proof.block) && isSameContent(stored, proven))) {
      const shown = { block: proof.block, logs: proven, filter: digest, kind: "ledger_contradicts_proof" } as const;
      const outcome = await mendMisreadBlock(deps, shown);
      if (outcome === "moved") return 0;
      // What is final stays as it was asked for; what lies above it must still be able to become so.
      if (outcome === "final") return block.number < to ? proveRange(deps, block.number + 1, to, signal) : 0;
    }
    if (proof.level === "self_consistent") level = "self_consistent";
  }
  await raiseCoverage(db, chain, {
    fromBlock: from,
    toBlock: to,
    hashes: chosen,
    level,
    provenBlockCount: chosen.length,
    // Of a sampled stretch the others were not asked again: it keeps the filter that it was read with.
    ...(chosen.length === to - from + 1 && { filter: digest }),
  });
  return chosen.length;
}

async function chooseBlocks(
  { db, chain, sampleSecret }: IngestDeps,
  blocks: readonly Block[],
  from: number,
  to: number,
) {
  if (blocks.length <= PROVE_EVERY_BLOCKS_MAX) return blocks;
  const listed = new Set(await listBlocksOnLists(db.kysely, chain.id, from, to));
  const chosen = blocks.filter(({ number, hash }) => listed.has(number) || isSampled(hash, sampleSecret));
  return chosen.length > 0 ? chosen : blocks.slice(-1);
}

function isSampled(hash: Hash, secret: string): boolean {
  return createHash("sha256").update(secret).update(hash).digest().readUInt32BE() % SAMPLE_ONE_IN === 0;
}
