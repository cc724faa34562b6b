import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import type { Executor } from "@redflag/store/database";
import { listKeptProofs } from "@redflag/store/kept-proof";
import type { ChainBlocks } from "./bundle-blocks.ts";

type Proofs = Pick<BundleContent, "proofs" | "proofsMissing">;

/** What is kept of these blocks beyond the ledger's word; of each without it, that there is none. */
export async function bundleProofs(db: Executor, byChain: readonly ChainBlocks[]): Promise<Proofs> {
  const found: Proofs = { proofs: [], proofsMissing: [] };
  for (const { chain, blocks } of byChain) {
    const kept = new Map((await listKeptProofs(db, chain.id, blocks)).map(({ block, proof }) => [block.hash, proof]));
    for (const { number, hash } of blocks) {
      const of = { chain: chain.caip2, block: number };
      const proof = kept.get(hash);
      if (proof === undefined) found.proofsMissing.push({ ...of, reason: MISSING });
      else found.proofs.push({ ...of, proof: proof as Proofs["proofs"][number]["proof"] });
    }
  }
  return found;
}

const MISSING = "no proof of it is kept: it is fetched once the block is final, as long as an endpoint still gives it";
