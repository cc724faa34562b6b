import { countOf } from "@redflag/domain/decimal-text";
import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import type { Executor } from "@redflag/store/database";
import { listKeptProofs } from "@redflag/store/kept-proof";
import type { ChainBlocks } from "./bundle-blocks.ts";

type Proofs = Pick<BundleContent, "proofs" | "proofsMissing">;

/** What is kept of these blocks beyond the ledger's word; of each of which not all is kept, what is missing. */
export async function bundleProofs(db: Executor, byChain: readonly ChainBlocks[]): Promise<Proofs> {
  const found: Proofs = { proofs: [], proofsMissing: [] };
  for (const { chain, blocks } of byChain) {
    const kept = new Map((await listKeptProofs(db, chain.id, blocks)).map((row) => [row.block.hash, row]));
    for (const { number, hash, transactions } of blocks) {
      const of = { chain: chain.caip2, block: number };
      const own = kept.get(hash);
      if (own !== undefined) found.proofs.push({ ...of, proof: own.proof as Proofs["proofs"][number]["proof"] });
      // A proof is made for the evidence of its time: other payments of the block may have become evidence since.
      const missing = transactions.size - new Set(own?.transactionHashes).intersection(transactions).size;
      if (missing === 0) continue;
      const words =
        own === undefined
          ? "no proof of it is kept"
          : `what is kept of it lacks ${missing} of ${countOf(transactions.size, "transaction")}`;
      found.proofsMissing.push({ ...of, reason: `${words}: ${FETCHED}` });
    }
  }
  return found;
}

const FETCHED = "it is fetched once the block is final, as long as an endpoint still gives it";
