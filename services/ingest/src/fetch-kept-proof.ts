import type { KeptAnswer, KeptProof } from "@redflag/chain/kept-proof";
import { createLogTest } from "@redflag/chain/log-filter";
import { verifyKeptProof } from "@redflag/chain/verify-kept-proof";
import type { Hash } from "@redflag/domain/hex";
import { logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { BlockRef, Log, Transfer } from "@redflag/domain/transfer";
import { findBlock } from "@redflag/store/ledger-read";
import { listTransfers } from "@redflag/store/transfer-read";
import { decodeRange } from "./decode-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";

const WHY_CHARS_MAX = 500;

/**
 * What shows these transactions of a block to whoever has nothing else: their receipts' proofs, or, where no proof reaches, what
 * endpoints say of it. It was verified, and shows every transfer of them that the ledger holds.
 * @throws Problem as `ChainSource.proveTransactions` and `getAgreedRange` do; `answer_inconsistent` where it shows something else
 */
export async function fetchKeptProof(
  deps: IngestDeps,
  block: BlockRef,
  transactionHashes: ReadonlySet<Hash>,
  signal?: AbortSignal,
): Promise<KeptProof> {
  const { chain } = deps;
  const proof = await fetchReceipts(deps, block, transactionHashes, signal).catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === "proof_unavailable")) throw error;
    return fetchAnswer(deps, block, transactionHashes, error.detail, signal);
  });
  const check = await verifyKeptProof(chain, proof);
  const where = `${proof.endpoint}: block ${block.number} ${block.hash}`;
  if (check.kind === "broken") throw new Problem("answer_inconsistent", `${where}: what would be kept ${check.fact}`);
  const contradiction = await findContradiction(deps, block, transactionHashes, check.logs);
  if (contradiction !== undefined) throw new Problem("answer_inconsistent", `${where}: ${contradiction}`);
  return proof;
}

async function fetchReceipts(
  { chain, source }: IngestDeps,
  { number, hash }: BlockRef,
  transactionHashes: ReadonlySet<Hash>,
  signal: AbortSignal | undefined,
): Promise<KeptProof> {
  const shown = await source.proveTransactions({ number, hash }, transactionHashes, signal);
  const told = { chain: chain.caip2, fetchedAt: new Date().toISOString(), block: { number, hash } };
  return { kind: "receipts", ...told, ...shown };
}

async function fetchAnswer(
  { chain, source }: IngestDeps,
  { number, hash }: BlockRef,
  transactionHashes: ReadonlySet<Hash>,
  why: string,
  signal: AbortSignal | undefined,
): Promise<KeptAnswer> {
  const range = await source.getAgreedRange(number, number, logFilterFor(chain.name), signal);
  const { blocks, level, endpoint, peer } = range;
  const block = blocks.find((theirs) => theirs.hash === hash);
  if (block === undefined) {
    const fact = `block ${number} is ${blocks[0]?.hash}, not ${hash}`;
    throw new Problem("answer_inconsistent", `${endpoint}: ${fact}`);
  }
  const logs = range.logs.filter((log) => transactionHashes.has(log.transactionHash));
  const missing = [...transactionHashes].find((own) => logs.every((log) => log.transactionHash !== own));
  if (missing !== undefined) {
    throw new Problem(
      "answer_inconsistent",
      `${endpoint}: block ${number} ${hash} has no log of transaction ${missing}`,
    );
  }
  return {
    ...{ kind: "answer", chain: chain.caip2, fetchedAt: new Date().toISOString() },
    ...{ block, level, endpoint, ...(peer !== undefined && { peer }), why: why.slice(0, WHY_CHARS_MAX) },
    logs: logs.map((log) => ({ ...log, topics: [...log.topics] })),
  };
}

/** What the ledger holds of these transactions and the logs do not give; more may be there than was asked for when it was read. */
async function findContradiction(
  { db, chain }: IngestDeps,
  { number, hash }: BlockRef,
  transactionHashes: ReadonlySet<Hash>,
  logs: readonly Log[],
): Promise<string | undefined> {
  const held = await findBlock(db.kysely, chain.id, number);
  if (held?.hash !== hash) return undefined;
  const { transfers } = decodeRange(chain, logs.filter(createLogTest(logFilterFor(chain.name))));
  const given = new Set(transfers.map(nameOf));
  const stored = await listTransfers(db.kysely, chain.id, number, number);
  const missing = stored.find((transfer) => transactionHashes.has(transfer.txHash) && !given.has(nameOf(transfer)));
  return (
    missing && `the ledger's transfer at log ${missing.logIndex} of transaction ${missing.txHash} is not among its logs`
  );
}

function nameOf({ logIndex, txHash, txOrdinal, token, sender, recipient, amount }: Transfer): string {
  return [logIndex, txHash, txOrdinal, token, sender, recipient, amount].join(" ");
}
