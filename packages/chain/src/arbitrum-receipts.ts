import { ethereumReceipts } from "./ethereum-receipts.ts";
import { NO_TAIL, type ReceiptCodec } from "./receipt-codec.ts";

/** Deposit, unsigned, contract, retry, submit retryable, internal. */
const TYPES: ReadonlySet<number> = new Set([0x64, 0x65, 0x66, 0x68, 0x69, 0x6a]);

/** Arbitrum's since Nitro: its own types are hashed as Ethereum's are. */
export const arbitrumReceipts: ReceiptCodec = (type, read) =>
  TYPES.has(type) ? NO_TAIL : ethereumReceipts(type, read);
