/** Transfers in ledger order, column by column: each is so many bytes a row, numbers with the highest byte first. */
export interface PackedTransfers {
  count: number;
  /** 8 bytes. */
  blockNumbers: Uint8Array;
  /** 4 bytes each, as are ordinals. */
  logIndexes: Uint8Array;
  txOrdinals: Uint8Array;
  /** 32 bytes. */
  txHashes: Uint8Array;
  /** 20 bytes each, as are senders and recipients. */
  tokens: Uint8Array;
  senders: Uint8Array;
  recipients: Uint8Array;
  /** Decimal. */
  amounts: readonly string[];
}

/** Of a column of numbers. */
export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
