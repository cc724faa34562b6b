import { createHash } from "node:crypto";
import type { BlockProof } from "@redflag/chain/source";
import type { Hash } from "@redflag/domain/hex";
import { logFilterFor } from "@redflag/domain/log-filter";
import type { Block } from "@redflag/domain/transfer";
import { raiseCoverage } from "@redflag/store/coverage-raise";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { listIssuerEvents, listRefusedLogs } from "@redflag/store/issuer-event-read";
import { mendBlock } from "@redflag/store/ledger-mend";
import { listBlocks } from "@redflag/store/ledger-read";
import { listBlocksOnLists } from "@redflag/store/listed-block";
import { listTransfers } from "@redflag/store/transfer-read";
import { type DecodedLogs, decodeRange } from "./decode-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";

/** Up to so many blocks every one is proven: all that the head brings, and what a short absence left. */
const PROVE_EVERY_BLOCKS_MAX = 32;
/** Of a longer stretch, one block in so many, by its hash and our secret, and every block that touches a listed address. */
const SAMPLE_ONE_IN = 50;

/**
 * Proves a committed stretch from receipts and raises its coverage; where the proof shows that an endpoint left logs out
 * or made some up, the block is mended and the lane sent back. Returns the number of blocks proven, 0 when the ledger
 * moved on meanwhile.
 * @throws Problem as `ChainSource.proveBlock` does; coverage then stays as it was and a sweep tries again
 */
export async function proveRange(deps: IngestDeps, from: number, to: number, signal?: AbortSignal): Promise<number> {
  const { db, chain, source } = deps;
  const blocks = await listBlocks(db.kysely, chain.id, from, to);
  const chosen = await chooseBlocks(deps, blocks, from, to);
  let level: BlockProof["level"] = "proven";
  for (const block of chosen) {
    const proof = await source.proveBlock(block, logFilterFor(chain.name), signal);
    const proven = decodeRange(chain, proof.logs);
    const stored = await readStoredLogs(deps, block.number);
    if (!sameLogs(stored, proven) && !(await mend(deps, block, proven, stored))) return 0;
    if (proof.level === "self_consistent") level = "self_consistent";
  }
  await raiseCoverage(db, chain, {
    fromBlock: from,
    toBlock: to,
    hashes: chosen,
    level,
    provenBlockCount: chosen.length,
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

async function readStoredLogs({ db, chain }: IngestDeps, block: number): Promise<DecodedLogs> {
  return {
    transfers: await listTransfers(db.kysely, chain.id, block, block),
    issuerEvents: await listIssuerEvents(db.kysely, chain.id, block, block),
    refusedLogs: await listRefusedLogs(db.kysely, chain.id, block, block),
  };
}

/** By what stands where: position, transaction and content. */
function sameLogs(stored: DecodedLogs, proven: DecodedLogs): boolean {
  return fingerprint(stored) === fingerprint(proven);
}

function fingerprint({ transfers, issuerEvents, refusedLogs }: DecodedLogs): string {
  const rows = [...transfers, ...issuerEvents, ...refusedLogs].map((row) => ({
    ...row,
    ...("amount" in row && { amount: String(row.amount) }),
  }));
  const sorted = rows.sort((a, b) => a.logIndex - b.logIndex);
  return JSON.stringify(sorted, (_, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
}

/** @returns false when the ledger has moved on meanwhile: then what was compared says nothing about anybody */
async function mend(
  { db, chain, logger }: IngestDeps,
  block: Block,
  proven: DecodedLogs,
  stored: DecodedLogs,
): Promise<boolean> {
  const [misread] = await listUnprovenCoverage(db.kysely, chain.id, { from: block.number, to: block.number }, 1);
  const endpoint = misread?.endpoint ?? "unknown";
  const disagreement = {
    endpoint,
    blockNumber: block.number,
    kind: "ledger_contradicts_proof",
    detail: {
      blockHash: block.hash,
      storedTransfers: stored.transfers.length,
      provenTransfers: proven.transfers.length,
    },
  };
  if (!(await mendBlock(db, chain, block, proven, disagreement))) return false;
  logger.warn({
    msg: "mended a block that an endpoint had misreported",
    chain: chain.name,
    block: block.number,
    endpoint,
  });
  return true;
}
