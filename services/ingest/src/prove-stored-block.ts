import type { BlockProof } from "@redflag/chain/source";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { Block } from "@redflag/domain/transfer";
import { decodeRange } from "./decode-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { mendMisreadBlock } from "./mend-misread-block.ts";
import { type CheckedBlock, checkedBlock, isSameContent, isSameHeader, readStoredLogs } from "./stored-logs.ts";

export type BlockOutcome =
  /** The ledger says now what the proof says; `isMended` if it had said something else. */
  | { kind: "proven"; level: BlockProof["level"]; isMended: boolean; checked: CheckedBlock }
  /** No endpoint can prove it, today or later. */
  | { kind: "unavailable"; reason: Problem }
  /** As `mendBlock` says. */
  | { kind: "moved" }
  | { kind: "final" };

/**
 * Proves one block of the ledger, and mends it where it was misread.
 * @throws Problem as `ChainSource.proveBlock` does, but for `proof_unavailable`; `reorg_below_final`
 */
export async function proveStoredBlock(deps: IngestDeps, block: Block, signal?: AbortSignal): Promise<BlockOutcome> {
  const { chain, source } = deps;
  const filter = logFilterFor(chain.name);
  let proof: BlockProof;
  try {
    proof = await source.proveBlock(block, filter, signal);
  } catch (error) {
    if (error instanceof Problem && error.code === "proof_unavailable") return { kind: "unavailable", reason: error };
    throw error;
  }
  const { level } = proof;
  const logs = decodeRange(chain, proof.logs);
  const stored = await readStoredLogs(deps, block.number, block.number);
  const checked = checkedBlock(proof.block, logs);
  if (isSameHeader(block, proof.block) && isSameContent(stored, logs))
    return { kind: "proven", level, isMended: false, checked };
  const digest = logFilterDigest(filter);
  const shown = { block: proof.block, logs, filter: digest, kind: "ledger_contradicts_proof" } as const;
  const outcome = await mendMisreadBlock(deps, shown, signal);
  return outcome === "mended" ? { kind: "proven", level, isMended: true, checked } : { kind: outcome };
}
