import type { KeptProof } from "@redflag/chain/kept-proof";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { BlockRef } from "@redflag/domain/transfer";
import { findUnprovable } from "@redflag/domain/unprovable";
import { dropIfReplaced, keepProof, listKeptProofs, type StoredKeptProof } from "@redflag/store/kept-proof";
import { listProofsWanted, noteProofMissing, type WantedProof } from "@redflag/store/proof-wanted";
import { fetchKeptProof } from "./fetch-kept-proof.ts";
import type { IngestDeps } from "./ingest-deps.ts";

/** So often receipts are asked for again before an answer that shows nothing is taken for all there will be: for some hours. */
const ANSWER_TRIES = 5;

/**
 * Keeps what shows the next blocks of final evidence, a block at a time; what could not be kept is said with its reason and tried
 * again later. Two processes at it are a waste and no harm. Returns how many blocks were kept.
 * @throws Problem `database_*`
 */
export async function keepProofs(deps: IngestDeps, blocksMax: number, signal?: AbortSignal): Promise<number> {
  const { db, chain, logger } = deps;
  let kept = 0;
  const problems: Problem[] = [];
  for (const wanted of await listProofsWanted(db.kysely, chain.id, blocksMax)) {
    const outcome = await keepOne(deps, wanted, signal);
    if (outcome instanceof Problem) problems.push(outcome);
    else if (outcome === "kept") kept += 1;
  }
  const [first] = problems;
  if (first !== undefined) {
    const msg = "what proves evidence could not be kept now and is tried again";
    logger.warn({ msg, chain: chain.name, blocks: problems.length, detail: first.message });
  }
  return kept;
}

async function keepOne(
  deps: IngestDeps,
  wanted: WantedProof,
  signal: AbortSignal | undefined,
): Promise<"kept" | "replaced" | Problem> {
  const { db, chain } = deps;
  const { block } = wanted;
  if (await dropIfReplaced(db.kysely, chain.id, block)) return "replaced";
  const [before] = await listKeptProofs(db.kysely, chain.id, [block]);
  const transactionHashes = new Set([...(before?.transactionHashes ?? []), ...wanted.transactionHashes]);
  let proof: KeptProof;
  try {
    proof = await fetchKeptProof(deps, block, transactionHashes, signal);
    if (proof.kind === "answer" && before !== undefined && isOfReceipts(before)) {
      // What shows something is not given away for what only says more.
      throw new Problem("proof_unavailable", `${chain.name}: block ${block.number}: ${proof.why}`);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Problem)) throw error;
    await noteProofMissing(db.kysely, chain.id, wanted, error.message);
    return error;
  }
  const isEnough = proof.kind === "receipts" || wanted.tries >= ANSWER_TRIES || isBeyondProof(chain, block);
  const outcome = await keepProof(db, chain.id, proof, transactionHashes, isEnough);
  if (proof.kind === "receipts" || isEnough || outcome === "replaced") return outcome;
  const why = new Problem("proof_unavailable", `${chain.name}: block ${block.number}: ${proof.why}`);
  await noteProofMissing(db.kysely, chain.id, wanted, why.message);
  return why;
}

/** The chain itself says so; that an endpoint says so may pass. */
function isBeyondProof(chain: Chain, { number }: BlockRef): boolean {
  return findUnprovable(chain, number) !== undefined;
}

function isOfReceipts({ level }: StoredKeptProof): boolean {
  return level === "proven" || level === "self_consistent";
}
