import type { AddressFamily } from "./address-family.ts";
import type { Unprovable } from "./unprovable.ts";

/**
 * How much must be shown of a block's logs before what rests on them may be called final. Brief §3.7. `peers`: two
 * endpoints gave the same blocks and logs; for chains whose headers commit to nothing that could be proven.
 */
export type VerifyPolicy = "proof" | "bloom" | "header" | "peers";

/** Whose node software a chain runs: its headers and receipts are hashed as that software does. */
export type Stack = "op" | "celo" | "arbitrum" | "bor" | "coreth";

export interface Chain {
  /** What people type and configure: `ethereum` in `--chain ethereum` and `REDFLAG_RPC_ETHEREUM`. */
  name: string;
  title: string;
  /** What `eth_chainId` gives; also the key in SQL. */
  id: number;
  /** CAIP-2. */
  caip2: string;
  family: AddressFamily;
  /** Absent where headers and receipts are Ethereum's. */
  stack?: Stack;
  /** Where "final" comes from: the node's `finalized` tag, or a depth below the head where the chain has no such tag. */
  finality: { kind: "tag"; why: string } | { kind: "depth"; blocks: number; why: string };
  blockTimeMs: number;
  verify: VerifyPolicy;
  /** The classes of blocks that cannot be proven from their header here, each with its reason; absent where all can. */
  unprovable?: readonly Unprovable[];
  /** Width of a ledger partition in blocks: about 5 million transfers, so that its indexes fit in memory. */
  partitionBlocks: number;
  /** For a first try; each has its own limits and may leave logs out. None is used unless it is configured. */
  publicEndpoints: readonly string[];
  /** `{}` stands for the transaction's hash or the address as the chain writes it. */
  explorer?: { transaction: string; address: string };
  /** Where these facts come from and what was checked against what. */
  sources: readonly string[];
}

export function defineChain(chain: Chain): Chain {
  return Object.freeze(chain);
}
