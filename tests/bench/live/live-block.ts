import type { Hash } from "@redflag/domain/hex";

/** A block as it is answered, and when. */
export interface LiveBlock {
  number: number;
  hash: Hash;
  /** Milliseconds from the beginning until it can be seen. */
  atMs: number;
  /** Result of `eth_getBlockByNumber`, without transaction bodies. */
  header: Buffer;
  /** Logs of payments: JSON objects separated by commas. */
  logs: Buffer;
  /** Result of `eth_getBlockReceipts`; absent where a chain has none. */
  receipts?: Buffer;
  /** In which a listed address is paid. */
  listedTransactions: readonly Hash[];
}
