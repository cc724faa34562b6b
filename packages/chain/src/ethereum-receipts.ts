import { NO_TAIL, type ReceiptCodec } from "./receipt-codec.ts";

/** Legacy, access list, fee market, blob, set code. */
const TYPES: ReadonlySet<number> = new Set([0x00, 0x01, 0x02, 0x03, 0x04]);

/** Ethereum's: whatever the type, nothing is hashed but what all receipts have. */
export const ethereumReceipts: ReceiptCodec = (type) => (TYPES.has(type) ? NO_TAIL : undefined);
