import type { AddressFamily } from "./address.ts";

/** How much must be shown of a block's logs before what rests on them may be called final. Brief §3.7. */
export type VerifyPolicy = "proof" | "bloom" | "header";

export interface Chain {
  /** What people type and configure: `ethereum` in `--chain ethereum` and `REDFLAG_RPC_ETHEREUM`. */
  name: string;
  title: string;
  /** EIP-155 chain id; also the key in SQL. */
  id: number;
  /** CAIP-2. */
  caip2: string;
  family: AddressFamily;
  /** Where "final" comes from: the node's `finalized` tag, or a depth below the head where the chain has no such tag. */
  finality: { kind: "tag"; why: string } | { kind: "depth"; blocks: number; why: string };
  blockTimeMs: number;
  verify: VerifyPolicy;
  /** Width of a ledger partition in blocks: about 5 million transfers, so that its indexes fit in memory. */
  partitionBlocks: number;
  explorer?: { transaction: string; address: string };
}

export function defineChain(chain: Chain): Chain {
  return Object.freeze(chain);
}
