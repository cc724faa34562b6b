import type { Hash } from "@redflag/domain/hex";
import type { BlockRef } from "@redflag/domain/transfer";
import { ethereumReceipts } from "./ethereum-receipts.ts";
import { keccakHex } from "./keccak.ts";
import { NO_TAIL, type ReceiptCodec } from "./receipt-codec.ts";

/** What state sync did in a block, since the Madhugiri fork. */
const STATE_SYNC_TYPE = 0x7f;

/** Polygon's. */
export const borReceipts: ReceiptCodec = (type, read) =>
  type === STATE_SYNC_TYPE ? NO_TAIL : ethereumReceipts(type, read);

const PREFIX = Buffer.from("matic-bor-receipt-");

/**
 * Hash of the transaction in whose name nodes give the logs of state sync from before that fork: they stand in no receipt of
 * the block and not in its bloom.
 */
export function stateSyncHash({ number, hash }: BlockRef): Hash {
  const height = Buffer.alloc(8);
  height.writeBigUInt64BE(BigInt(number));
  return keccakHex(Buffer.concat([PREFIX, height, Buffer.from(hash.slice(2), "hex")]));
}
