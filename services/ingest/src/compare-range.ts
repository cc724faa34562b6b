import type { CheckedRange } from "@redflag/chain/source";
import type { DecodedBlockLogs } from "@redflag/domain/decode-block-logs";
import type { Hash } from "@redflag/domain/hex";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import type { Block } from "@redflag/domain/transfer";
import { raiseCoverage } from "@redflag/store/coverage-raise";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import type { Executor } from "@redflag/store/database";
import { listBlocks } from "@redflag/store/ledger-read";
import { decodeRange } from "./decode-range.ts";
import { followReorg } from "./follow-reorg.ts";
import { inHalves } from "./in-halves.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { levelsSought } from "./levels-sought.ts";
import { mendMisreadBlock } from "./mend-misread-block.ts";
import { checkedBlock, holdsAsChecked, isSameContent, isSameHeader, logsOf, readStoredLogs } from "./stored-logs.ts";

/**
 * Holds what one endpoint alone has said of a committed stretch against another, and raises what both say alike to the
 * level `peers`. Where they differ, all endpoints are asked, and what two agree on is put in the ledger's place. Returns
 * the number of blocks compared, 0 when there is no other endpoint or the ledger moved on meanwhile.
 * @throws Problem as `ChainSource.getRange` does: no other endpoint can answer, or no two agree
 */
export async function compareRange(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<number> {
  const { db, chain, policy } = deps;
  const unconfirmed = await listUnprovenCoverage(db.kysely, chain.id, { from, to }, undefined, levelsSought(policy));
  let compared = 0;
  for (const { fromBlock, toBlock, endpoint } of unconfirmed) {
    const [first, last] = [Math.max(from, fromBlock), Math.min(to, toBlock)];
    const parts = await inHalves(deps, first, last, (start, end) => comparePart(deps, start, end, endpoint, signal));
    compared += parts.reduce((sum, part) => sum + part, 0);
  }
  return compared;
}

async function comparePart(
  deps: IngestDeps,
  from: number,
  to: number,
  endpoint: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { db, chain, source } = deps;
  const filter = logFilterFor(chain.name);
  const digest = logFilterDigest(filter);
  const blocks = await listBlocks(db.kysely, chain.id, from, to);
  const peer = await source.findPeerRange(endpoint, from, to, filter, signal);
  if (peer === undefined) return 0;
  const stored = await readStoredLogs(deps, from, to);
  let shown = peer;
  if (
    !isSameBranch(blocks, peer) ||
    !hasSameHeaders(blocks, peer) ||
    !isSameContent(stored, decodeRange(chain, peer.logs))
  ) {
    const agreed = await source.getAgreedRange(from, to, filter, signal);
    if (agreed.level !== "peers" || blocks.length !== agreed.blocks.length) return 0;
    const parted = blocks.find(({ hash }, i) => hash !== agreed.blocks[i]?.hash);
    if (parted !== undefined) {
      // The head may be the same: a lie about one block lies between blocks that are true.
      await followReorg(deps, parted.number, signal);
      return 0;
    }
    const left = await mendBlocks(deps, blocks, agreed, digest, signal);
    if (left?.outcome === "moved") return 0;
    // What is final stays as it was asked for; what lies above it must still be able to become so.
    shown = agreed;
    if (left !== undefined) return left.number < to ? comparePart(deps, left.number + 1, to, endpoint, signal) : 0;
  }
  const logs = decodeRange(chain, shown.logs);
  const checked = shown.blocks.map((block) => checkedBlock(block, logsOf(logs, block.number)));
  const stillHolds = (tx: Executor) => holdsAsChecked(tx, chain, checked);
  const check = { level: "peers", provenBlockCount: 0, stillHolds } as const;
  const raise = { fromBlock: from, toBlock: to, hashes: blocks, ...check };
  return (await raiseCoverage(db, chain, { ...raise, filter: digest })) ? blocks.length : 0;
}

function isSameBranch(stored: readonly Block[], { blocks }: CheckedRange): boolean {
  return stored.length === blocks.length && stored.every(({ hash }, i) => hash === blocks[i]?.hash);
}

function hasSameHeaders(stored: readonly Block[], { blocks }: CheckedRange): boolean {
  return stored.every((block, i) => isSameHeader(block, blocks[i] as Block));
}

/** The first block that could not be mended, with the reason. */
async function mendBlocks(
  deps: IngestDeps,
  held: readonly Block[],
  { blocks, logs }: CheckedRange,
  filter: Hash,
  signal: AbortSignal | undefined,
): Promise<{ number: number; outcome: "moved" | "final" } | undefined> {
  const logsOf = Map.groupBy(logs, ({ blockNumber }) => blockNumber);
  for (const [i, block] of blocks.entries()) {
    const { number } = block;
    const stored = await readStoredLogs(deps, number, number);
    const agreed: DecodedBlockLogs = decodeRange(deps.chain, logsOf.get(number) ?? []);
    if (isSameHeader(held[i] as Block, block) && isSameContent(stored, agreed)) continue;
    const shown = { block, logs: agreed, filter, kind: "ledger_contradicts_peers" } as const;
    const outcome = await mendMisreadBlock(deps, shown, signal);
    if (outcome !== "mended") return { number, outcome };
  }
  return undefined;
}
