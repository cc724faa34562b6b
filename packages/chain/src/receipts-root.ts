import { createMPT } from "@ethereumjs/mpt";
import type { Hash, Hex } from "@redflag/domain/hex";
import { concat, encodeRlp, getBytes, toBeArray } from "ethers/utils";
import { keccakBytes } from "./keccak.ts";
import type { Receipt } from "./parse-receipt.ts";

/** Access list, fee market, blob, set code. Other types may hash fields that RPC does not give. */
const TYPES_MAX = 4;

/** The first receipt type whose encoding we do not know, if any. */
export function findUnknownType(receipts: readonly Receipt[]): number | undefined {
  return receipts.find(({ type }) => type > TYPES_MAX)?.type;
}

/** Root of the trie that maps each transaction's index to its receipt: what a header's receiptsRoot must be. */
export async function computeReceiptsRoot(receipts: readonly Receipt[]): Promise<Hash> {
  const trie = await createMPT({ useKeyHashingFunction: keccakBytes });
  for (const [i, receipt] of receipts.entries()) {
    await trie.put(getBytes(encodeRlp(toBeArray(i))), encodeReceipt(receipt));
  }
  return `0x${Buffer.from(trie.root()).toString("hex")}`;
}

function encodeReceipt({ type, outcome, cumulativeGasUsed, logsBloom, logs }: Receipt): Uint8Array {
  const first: Hex | Uint8Array = "root" in outcome ? outcome.root : toBeArray(outcome.status);
  const payload = encodeRlp([
    first,
    toBeArray(cumulativeGasUsed),
    logsBloom,
    logs.map(({ address, topics, data }) => [address, [...topics], data]),
  ]);
  // A legacy receipt has no type byte, and the bytes of zero are none.
  return getBytes(concat([toBeArray(type), payload]));
}
