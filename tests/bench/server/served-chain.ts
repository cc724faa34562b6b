/** A chain whose answers lie ready as bytes. */
export interface ServedChain {
  chainId: number;
  firstBlock: number;
  lastBlock: number;
  /** The last block that it calls final. */
  finalBlock: number;
  header(number: number): Buffer;
  /** JSON objects separated by commas, of the logs that the filter asks for; `from` and `to`, both inclusive, are blocks that there are. */
  logs(from: number, to: number): Buffer;
  /** Undefined where blocks are known by number alone. */
  numberOf?(hash: string): number | undefined;
  /** The result of `eth_getBlockReceipts`. */
  receipts?(number: number): Buffer | undefined;
}
