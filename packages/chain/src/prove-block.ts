import { Problem } from "@redflag/domain/problem";
import type { BlockRef } from "@redflag/domain/transfer";
import { callBlock, callBlockByHash, readBlock, readBlockAt } from "./block-call.ts";
import type { OnDisagreement } from "./disagreement.ts";
import type { Endpoint } from "./endpoint.ts";
import type { EndpointPool } from "./endpoint-pool.ts";
import { evmDialectOf } from "./evm-dialect.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";
import type { EvmHeader } from "./parse-block.ts";
import type { Receipt } from "./parse-receipt.ts";
import { readReceipts } from "./read-receipts.ts";
import { type ProofRules, proveAllReceipts, requireHeaderHash } from "./receipts-proof.ts";
import { ask, resultOf, sendCalls } from "./rpc-result.ts";
import type { BlockProof } from "./source.ts";

/** All receipts of a block, and its header: proven by one endpoint alone. */
export interface ProvenReceipts {
  header: EvmHeader;
  receipts: readonly Receipt[];
  endpoint: string;
}

/**
 * What one endpoint can prove alone: its receipts hash to the header, the header to the block hash.
 * @throws Problem `endpoint_*`, `block_not_available`, `answer_inconsistent`, `proof_unavailable`
 */
export async function proveAlone(
  transport: RpcTransport,
  chain: ProofRules,
  block: BlockRef,
  onDisagreement: OnDisagreement,
  signal?: AbortSignal,
): Promise<ProvenReceipts> {
  const endpoint = transport.name;
  const header = await readCanonical(transport, chain, block, signal);
  const report = (kind: "header_hash" | "receipts_root") => (error: unknown) => {
    if (error instanceof Problem && error.code === "answer_inconsistent") {
      onDisagreement({
        endpoint,
        blockNumber: block.number,
        kind,
        detail: { blockHash: block.hash, fact: error.detail },
      });
    }
    throw error;
  };
  try {
    requireHeaderHash(header, endpoint, chain);
  } catch (error) {
    report("header_hash")(error);
  }
  const raw = await readReceipts(transport, header, signal);
  const receipts = await proveAllReceipts({ header, receipts: raw, endpoint, chain }).catch(report("receipts_root"));
  return { header, receipts, endpoint };
}

/** Nodes keep replaced blocks and prove them as readily as others, so the height is asked for as well. */
async function readCanonical(
  transport: RpcTransport,
  chain: ProofRules,
  block: BlockRef,
  signal: AbortSignal | undefined,
) {
  const dialect = evmDialectOf(chain);
  const endpoint = transport.name;
  const calls = [callBlockByHash(block.hash), callBlock(block.number)];
  const replies = await sendCalls(transport, calls, signal);
  const [byHash, byNumber] = calls.map(({ method }, i) => resultOf(replies[i], method, endpoint));
  const header = readBlock(dialect, byHash, `block ${block.number} with hash ${block.hash}`, endpoint);
  if (header.hash !== block.hash || header.number !== block.number) {
    const fact = `asked for block ${block.number} ${block.hash}, got ${header.number} ${header.hash}`;
    throw new Problem("answer_inconsistent", `${endpoint}: ${fact}`);
  }
  const canonical = readBlockAt(dialect, byNumber, block.number, endpoint);
  if (canonical.hash === block.hash) return header;
  throw new Problem(
    "answer_inconsistent",
    `${endpoint}: block ${block.number} is ${canonical.hash}, not ${block.hash}`,
  );
}

/**
 * Asks the other endpoints, in order, which block stands at this height; the first that can answer decides.
 * @returns `self_consistent` when none could be asked, else who it was
 * @throws Problem `answer_inconsistent` when it names another block
 */
export async function compareWithPeers(
  pool: EndpointPool,
  chain: ProofRules,
  prover: RpcTransport,
  block: BlockRef,
  onDisagreement: OnDisagreement,
  signal?: AbortSignal,
): Promise<Pick<BlockProof, "level" | "peer">> {
  for (const peer of pool.others(prover.name)) {
    const hash = await findHash(pool, chain, peer, block.number, signal);
    if (hash === undefined) continue;
    if (hash === block.hash) return { level: "proven", peer: peer.name };
    onDisagreement({
      endpoint: peer.name,
      blockNumber: block.number,
      kind: "peer_hash",
      detail: { blockHash: hash, provenHash: block.hash, provenBy: prover.name },
    });
    const fact = `block ${block.number} is ${block.hash} at ${prover.name}, but ${hash} at ${peer.name}`;
    throw new Problem("answer_inconsistent", fact);
  }
  return { level: "self_consistent" };
}

async function findHash(
  pool: EndpointPool,
  chain: ProofRules,
  peer: Endpoint,
  number: number,
  signal: AbortSignal | undefined,
) {
  try {
    await pool.admit(peer, signal);
    return readBlockAt(evmDialectOf(chain), await ask(peer, callBlock(number), signal), number, peer.name).hash;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Problem && error.retry !== "fatal") return undefined;
    throw error;
  }
}
