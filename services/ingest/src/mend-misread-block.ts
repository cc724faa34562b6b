import type { DecodedBlockLogs } from "@redflag/domain/decode-block-logs";
import type { Block } from "@redflag/domain/transfer";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { mendBlock } from "@redflag/store/ledger-mend";
import type { IngestDeps } from "./ingest-deps.ts";

/**
 * Puts what was shown to be right in the place of what one endpoint had said of a block, and holds that against it.
 * @param kind of the disagreement: what contradicts the ledger
 * @returns false when the ledger has moved on meanwhile: then what was compared says nothing about anybody
 * @throws Problem `reorg_below_final`
 */
export async function mendMisreadBlock(
  { db, chain, logger }: IngestDeps,
  block: Block,
  stored: DecodedBlockLogs,
  shown: DecodedBlockLogs,
  kind: "ledger_contradicts_proof" | "ledger_contradicts_peers",
): Promise<boolean> {
  const { number } = block;
  const [misread] = await listUnprovenCoverage(db.kysely, chain.id, { from: number, to: number }, 1);
  const endpoint = misread?.endpoint ?? "unknown";
  const counts = { storedTransfers: stored.transfers.length, shownTransfers: shown.transfers.length };
  const disagreement = { endpoint, blockNumber: number, kind, detail: { blockHash: block.hash, ...counts } };
  if (!(await mendBlock(db, chain, block, shown, disagreement))) return false;
  logger.warn({ msg: "mended a block that an endpoint had misreported", chain: chain.name, block: number, endpoint });
  return true;
}
