import type { Hash } from "@redflag/domain/hex";
import type { BlockRef } from "@redflag/domain/transfer";
import type { Dialect } from "./dialect.ts";
import { evmDialect } from "./evm-dialect.ts";
import { keccakHex } from "./keccak.ts";
import type { EvmHeader } from "./parse-block.ts";

/**
 * As Polygon's nodes speak. What state sync does in a block stood in no receipt of it for years, and its logs in no bloom;
 * nodes give them as those of a transaction whose hash they derive from the block.
 */
const { readReceiptLogs: _, ...withoutReceipts } = evmDialect;
export const borDialect: Dialect<EvmHeader> = { ...withoutReceipts, outsideBloom: stateSyncHash };

const PREFIX = Buffer.from("matic-bor-receipt-");

/** Hash of the transaction in whose name a block's state-sync logs are given. */
export function stateSyncHash({ number, hash }: BlockRef): Hash {
  const height = Buffer.alloc(8);
  height.writeBigUInt64BE(BigInt(number));
  return keccakHex(Buffer.concat([PREFIX, height, Buffer.from(hash.slice(2), "hex")]));
}
