import { Problem } from "@redflag/domain/problem";
import type { BlockRef } from "@redflag/domain/transfer";
import { createReader } from "./chain-reader.ts";
import { createEndpointPool } from "./endpoint-pool.ts";
import { findPolicyFault } from "./policy-fault.ts";
import type { ChainSource } from "./source.ts";
import type { SourceOptions } from "./source-options.ts";
import { tronDialect } from "./tron-dialect.ts";

/** java-tron refuses larger ones as a whole. */
const BATCH_CALLS_MAX = 100;

/**
 * A ChainSource over java-tron's JSON-RPC. Its headers commit to no logs, so nothing can be proven and no bloom be held
 * against an answer: endpoints are compared (`peers`), or one is believed (`header`).
 * @throws Problem `config_invalid` for another policy: it would ask for what no endpoint can give
 */
export function createTronSource(options: SourceOptions): ChainSource {
  const { chain, policy } = options;
  const fault = findPolicyFault(chain, policy);
  if (fault !== undefined) throw fault;
  const pool = createEndpointPool({ ...options, batchCallsMax: BATCH_CALLS_MAX });
  const refuseProof = async ({ number }: BlockRef) => {
    const fact = `${chain.title}'s headers commit to no receipts`;
    throw new Problem("proof_unavailable", `${chain.name}: block ${number}: ${fact}`);
  };
  return {
    ...createReader({ ...options, pool, dialect: tronDialect }),
    proveBlock: refuseProof,
    proveTransactions: refuseProof,
  };
}
