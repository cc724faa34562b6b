import { opReceipts } from "./op-receipts.ts";
import { NO_TAIL, type ReceiptCodec } from "./receipt-codec.ts";

/** CIP-64: the fee is paid in a token. */
const TOKEN_FEE_TYPE = 0x7b;

/**
 * Celo's since it moved to the OP Stack: where the fee is paid in a token, the base fee in that token is hashed besides, and
 * nodes give it as `baseFee`. Blocks from before had such receipts without one.
 */
export const celoReceipts: ReceiptCodec = (type, read) => {
  if (type !== TOKEN_FEE_TYPE) return opReceipts(type, read);
  return read.has("baseFee") ? [read.big("baseFee")] : NO_TAIL;
};
