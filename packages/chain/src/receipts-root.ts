import { createMPT, type MerklePatriciaTrie } from "@ethereumjs/mpt";
import type { Hash, Hex } from "@redflag/domain/hex";
import { concat, encodeRlp, getBytes, toBeArray } from "ethers/utils";
import { keccakBytes } from "./keccak.ts";
import type { Receipt } from "./parse-receipt.ts";

/** What a header's receiptsRoot must be. */
export async function computeReceiptsRoot(receipts: readonly Receipt[]): Promise<Hash> {
  const trie = await buildReceiptsTrie(receipts);
  return `0x${Buffer.from(trie.root()).toString("hex")}`;
}

/** The trie that maps each transaction's index to its receipt. */
export async function buildReceiptsTrie(receipts: readonly Receipt[]): Promise<MerklePatriciaTrie> {
  const trie = await createMPT({ useKeyHashingFunction: keccakBytes });
  for (const [i, receipt] of receipts.entries()) await trie.put(receiptKey(i), encodeReceipt(receipt));
  return trie;
}

/** Under which the receipt of this transaction stands. */
export function receiptKey(transactionIndex: number): Uint8Array {
  return getBytes(encodeRlp(toBeArray(transactionIndex)));
}

function encodeReceipt({ type, outcome, cumulativeGasUsed, logsBloom, logs, tail = [] }: Receipt): Uint8Array {
  const first: Hex | Uint8Array = "root" in outcome ? outcome.root : toBeArray(outcome.status);
  const payload = encodeRlp([
    first,
    toBeArray(cumulativeGasUsed),
    logsBloom,
    logs.map(({ address, topics, data }) => [address, [...topics], data]),
    ...tail.map((field) => toBeArray(field)),
  ]);
  // A legacy receipt has no type byte, and the bytes of zero are none.
  return getBytes(concat([toBeArray(type), payload]));
}
