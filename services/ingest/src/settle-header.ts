import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { mendHeader } from "@redflag/store/ledger-mend";
import { findBlock } from "@redflag/store/ledger-read";
import { decodeRange } from "./decode-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { mendMisreadBlock } from "./mend-misread-block.ts";
import { isSameHeader } from "./stored-logs.ts";

/**
 * What was read of a block does not fit the one that the ledger holds above it, and of that one the chain gives the same hash:
 * the ledger's word about its parent was false, and while it stands no true answer ever fits. Both blocks are asked for once
 * more, as one view. What two endpoints agree on is held against whoever had said otherwise; a lone answer puts the header
 * right, and nobody is blamed: the same endpoint may have said both.
 * @throws Problem as `ChainSource.getAgreedRange` and `mendMisreadBlock` do
 */
export async function settleHeader(deps: IngestDeps, number: number, signal?: AbortSignal): Promise<void> {
  const { db, chain, source, logger } = deps;
  const above = number + 1;
  const filter = logFilterFor(chain.name);
  const { blocks, logs, level } = await source.getAgreedRange(number, above, filter, signal);
  const held = await findBlock(db.kysely, chain.id, above);
  const block = blocks.find((theirs) => theirs.number === above);
  if (held === undefined || block?.hash !== held.hash || isSameHeader(held, block)) return;
  if (level === "peers") {
    const shown = { block, filter: logFilterDigest(filter), kind: "ledger_contradicts_peers" } as const;
    const ofBlock = logs.filter(({ blockNumber }) => blockNumber === above);
    await mendMisreadBlock(deps, { ...shown, logs: decodeRange(chain, ofBlock) }, signal);
  } else if (await mendHeader(db, chain, block)) {
    logger.warn({ msg: "put right which block another follows", chain: chain.name, block: above });
  }
}
