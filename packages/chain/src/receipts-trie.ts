import { createMPT, type MerklePatriciaTrie } from "@ethereumjs/mpt";
import { encodeRlp, getBytes, toBeArray } from "ethers/utils";
import { keccakBytes } from "./keccak.ts";
import type { Receipt } from "./parse-receipt.ts";
import { RlpWriter } from "./rlp-writer.ts";
import { writeReceipt } from "./write-receipt.ts";

/** The trie that maps each transaction's index to its receipt, to take proofs from; for its root alone `computeReceiptsRoot`. */
export async function buildReceiptsTrie(receipts: readonly Receipt[]): Promise<MerklePatriciaTrie> {
  const trie = await createMPT({ useKeyHashingFunction: keccakBytes });
  const writer = new RlpWriter();
  for (const [i, receipt] of receipts.entries()) {
    writer.clear();
    writeReceipt(writer, receipt);
    await trie.put(receiptKey(i), Uint8Array.from(writer.written));
  }
  return trie;
}

/** Under which the receipt of this transaction stands. */
export function receiptKey(transactionIndex: number): Uint8Array {
  return getBytes(encodeRlp(toBeArray(transactionIndex)));
}
