import { createMerkleProof } from "@ethereumjs/mpt";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { hexlify } from "ethers/utils";
import { encodeHeader } from "./header-hash.ts";
import type { KeptReceiptsProof } from "./kept-proof.ts";
import type { EvmHeader } from "./parse-block.ts";
import type { Receipt } from "./parse-receipt.ts";
import { buildReceiptsTrie, receiptKey } from "./receipts-trie.ts";

/** What of a kept proof the block itself gives. */
export type ReceiptsPart = Pick<KeptReceiptsProof, "header" | "receipts">;

/**
 * Of a proven block what shows the receipts of these transactions.
 * @param receipts all of the block's, as `proveAllReceipts` gives them
 * @throws Problem `answer_inconsistent` where the block does not hold one of the transactions
 */
export async function makeReceiptsPart(
  header: EvmHeader,
  receipts: readonly Receipt[],
  transactionHashes: ReadonlySet<Hash>,
  endpoint: string,
): Promise<ReceiptsPart> {
  const present = new Set(receipts.map(({ transactionHash }) => transactionHash));
  const missing = [...transactionHashes].find((hash) => !present.has(hash));
  if (missing !== undefined) {
    const fact = `block ${header.number} ${header.hash} holds no transaction ${missing}`;
    throw new Problem("answer_inconsistent", `${endpoint}: ${fact}`);
  }
  const trie = await buildReceiptsTrie(receipts);
  const kept: ReceiptsPart["receipts"] = [];
  let firstLogIndex = 0;
  for (const [transactionIndex, { transactionHash, logs }] of receipts.entries()) {
    if (transactionHashes.has(transactionHash)) {
      const nodes = await createMerkleProof(trie, receiptKey(transactionIndex));
      const place = { transactionIndex, transactionHash, firstLogIndex };
      kept.push({ ...place, nodes: nodes.map((node) => hexlify(node) as Hash) });
    }
    firstLogIndex += logs.length;
  }
  return { header: encodeHeader(header), receipts: kept };
}
