import type { DecodedBlockLogs } from "@redflag/domain/decode-block-logs";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import { raiseCoverage } from "@redflag/store/coverage-raise";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { listBlocks } from "@redflag/store/ledger-read";
import { decodeRange } from "./decode-range.ts";
import { inHalves } from "./in-halves.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { mendMisreadBlock } from "./mend-misread-block.ts";
import { proveRange } from "./prove-range.ts";
import { isSameContent, isSameHeader, readStoredLogs } from "./stored-logs.ts";

/**
 * Reads blocks that the ledger holds once more, with today's filter and as the policy asks, and records both. What only
 * the wider filter gives is added. A block that was asked alike and now looks different is proven: one answer does not
 * refute another.
 * What is final and was asked for less stays as it is.
 * @throws Problem as `ChainSource.getRange` and `proveBlock` do, `reorg_below_final`; `ledger_moved` where the endpoint is
 *   on another branch
 */
export async function rereadRange(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<void> {
  await inHalves(deps, from, to, (start, end) => rereadPart(deps, start, end, signal));
}

async function rereadPart(deps: IngestDeps, from: number, to: number, signal: AbortSignal | undefined): Promise<void> {
  const { db, chain, source } = deps;
  const filter = logFilterFor(chain.name);
  const digest = logFilterDigest(filter);
  const held = await listBlocks(db.kysely, chain.id, from, to);
  const { blocks, logs, level } = await source.getRange(from, to, filter, signal);
  const isSameBranch = held.length === blocks.length && held.every(({ hash }, i) => hash === blocks[i]?.hash);
  if (!isSameBranch) throw new Problem("ledger_moved", `${chain.name} blocks ${from} to ${to} are others now`);
  const logsOf = Map.groupBy(logs, ({ blockNumber }) => blockNumber);
  let raisedTo = from - 1;
  const raise = async (end: number) => {
    const hashes = held.filter(({ number }) => number > raisedTo && number <= end);
    if (hashes.length === 0) return;
    const stretch = { fromBlock: raisedTo + 1, toBlock: end, level, hashes, provenBlockCount: 0, filter: digest };
    await raiseCoverage(db, chain, stretch);
  };
  for (const [i, block] of blocks.entries()) {
    const { number } = block;
    const given: DecodedBlockLogs = decodeRange(chain, logsOf.get(number) ?? []);
    const stored = await readStoredLogs(deps, number, number);
    const isSame = isSameContent(stored, given) && isSameHeader(held[i] ?? block, block);
    if (isSame) continue;
    const coverage = await findCoverageOf(db.kysely, chain.id, number);
    if (coverage?.filter === digest) {
      await proveRange(deps, number, number, signal);
      continue;
    }
    const shown = { block, logs: given, filter: digest, kind: "ledger_contradicts_peers" } as const;
    if ((await mendMisreadBlock(deps, shown, signal)) === "mended") continue;
    // What is final stays as it was asked for, and is not said to be of today's filter.
    await raise(number - 1);
    raisedTo = number;
  }
  await raise(to);
}
