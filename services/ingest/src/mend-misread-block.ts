import type { DecodedBlockLogs } from "@redflag/domain/decode-block-logs";
import type { Hash } from "@redflag/domain/hex";
import type { Block } from "@redflag/domain/transfer";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { type MendOutcome, mendBlock } from "@redflag/store/ledger-mend";
import { findBlock } from "@redflag/store/ledger-read";
import { followReorg } from "./follow-reorg.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { isSameContent, isSameHeader, readStoredLogs } from "./stored-logs.ts";

/** What the ledger was held against, and found to differ from. */
interface Shown {
  block: Block;
  logs: DecodedBlockLogs;
  /** Digest of the log filter that `logs` answer. */
  filter: Hash;
  /** Of the disagreement: what contradicts the ledger. */
  kind: "ledger_contradicts_proof" | "ledger_contradicts_peers";
}

/**
 * Puts what was shown to be right in the place of what one endpoint had said of a block, and holds that against it. Only
 * where it had been asked the same: which logs another filter asked for is not recorded, so of a block that was read with
 * another one the logs are put right and nobody is blamed. Where the ledger holds another block below than the one that is
 * right for this, that reorg is followed instead. Looks at the ledger anew: somebody else may have mended it.
 * @throws Problem `reorg_below_final`, and as `followReorg` does
 */
export async function mendMisreadBlock(
  deps: IngestDeps,
  { block, logs, filter, kind }: Shown,
  signal?: AbortSignal,
): Promise<Exclude<MendOutcome, "parted">> {
  const { db, chain, source, logger } = deps;
  const { number } = block;
  // Coverage before the logs: if they are mended in between, they are equal now; the other way round, what an older
  // filter left out would be held against the endpoint under today's.
  const coverage = await findCoverageOf(db.kysely, chain.id, number);
  const held = await findBlock(db.kysely, chain.id, number);
  const stored = await readStoredLogs({ db, chain }, number, number);
  if (held?.hash !== block.hash) return "moved";
  if (isSameHeader(held, block) && isSameContent(stored, logs)) return "mended";

  const endpoint = coverage?.endpoint ?? "unknown";
  const isMisread = coverage?.filter === filter || !isSameHeader(held, block);
  const counts = { storedTransfers: stored.transfers.length, shownTransfers: logs.transfers.length };
  const disagreement = { endpoint, blockNumber: number, kind, detail: { blockHash: block.hash, ...counts } };
  const outcome = await mendBlock(db, chain, { block, logs, filter, ...(isMisread && { disagreement }) });
  if (outcome === "parted") {
    await followReorg(deps, number - 1, signal);
    return "moved";
  }
  if (outcome !== "mended") return outcome;
  const facts = { chain: chain.name, block: number, endpoint };
  if (isMisread) {
    source.distrust(endpoint);
    logger.warn({ msg: "mended a block that an endpoint had misreported", ...facts });
  } else logger.info({ msg: "mended a block that was read with another log filter", ...facts });
  return outcome;
}
