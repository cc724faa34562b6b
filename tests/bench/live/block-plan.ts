import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";

/** A log before it has a place. */
export interface DrawnLog {
  address: Address;
  topics: readonly Hash[];
  data: Hex;
}

/** A block before it has a hash. */
export interface BlockPlan {
  number: number;
  /** Unix seconds. */
  time: number;
  parentHash: Hash;
  transactions: ReadonlyArray<{ hash: Hash; logs: readonly DrawnLog[] }>;
}

export interface BuiltBlock {
  hash: Hash;
  /** Result of `eth_getBlockByNumber`, without transaction bodies. */
  header: object;
  /** All of them, in order. */
  logs: readonly PlacedLog[];
  /** Result of `eth_getBlockReceipts`; absent where a chain has none. */
  receipts?: readonly object[];
}

export interface PlacedLog extends DrawnLog {
  blockNumber: string;
  blockHash: Hash;
  transactionHash: Hash;
  transactionIndex: string;
  logIndex: string;
  removed: false;
}
