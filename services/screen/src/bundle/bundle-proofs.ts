import { countOf } from "@redflag/domain/decimal-text";
import { Problem } from "@redflag/domain/problem";
import { BUNDLE_BYTES_MAX } from "@redflag/reports/bundle/bundle-archive";
import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import type { Executor } from "@redflag/store/database";
import { listKeptProofs } from "@redflag/store/kept-proof";
import type { ChainBlocks } from "./bundle-blocks.ts";

type Proofs = Pick<BundleContent, "proofs" | "proofsMissing">;

/** Blocks whose proofs are read at once: some MB, and now and then tens of them. */
const PAGE = 64;

/**
 * What is kept of these blocks beyond the ledger's word; of each of which not all is kept, what is missing.
 * @throws Problem `bundle_refused` where it is more than a bundle holds, before all of it is in memory
 */
export async function bundleProofs(
  db: Executor,
  byChain: readonly ChainBlocks[],
  bytesMax = BUNDLE_BYTES_MAX,
): Promise<Proofs> {
  const found: Proofs = { proofs: [], proofsMissing: [] };
  let bytes = 0;
  for (const { chain, blocks } of byChain) {
    for (let from = 0; from < blocks.length; from += PAGE) {
      const page = blocks.slice(from, from + PAGE);
      const kept = new Map((await listKeptProofs(db, chain.id, page)).map((row) => [row.block.hash, row]));
      for (const { number, hash, transactions } of page) {
        const of = { chain: chain.caip2, block: number };
        const own = kept.get(hash);
        bytes += own?.bytes ?? 0;
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
      if (bytes > bytesMax)
        throw new Problem("bundle_refused", `its proofs have more than the ${bytesMax} bytes that a bundle holds`);
    }
  }
  return found;
}

const FETCHED = "it is fetched once the block is final, as long as an endpoint still gives it";
