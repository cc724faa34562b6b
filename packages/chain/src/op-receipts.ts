import { ethereumReceipts } from "./ethereum-receipts.ts";
import { NO_TAIL, type ReceiptCodec } from "./receipt-codec.ts";

/** A transaction that came from Ethereum to a chain of the OP Stack. */
const DEPOSIT_TYPE = 0x7e;

/**
 * The OP Stack's. Since Canyon a deposit hashes its nonce and a version; from Regolith to Canyon nodes give the nonce though
 * it is not hashed, before that neither: whether a version is given tells.
 */
export const opReceipts: ReceiptCodec = (type, read) => {
  if (type !== DEPOSIT_TYPE) return ethereumReceipts(type, read);
  return read.has("depositReceiptVersion") ? [read.big("depositNonce"), read.big("depositReceiptVersion")] : NO_TAIL;
};
