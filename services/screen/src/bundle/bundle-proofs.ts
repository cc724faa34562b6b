import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import type { Executor } from "@redflag/store/database";
import type { ChainBlocks } from "./bundle-blocks.ts";

type Proofs = Pick<BundleContent, "proofs" | "proofsMissing">;

/** What is kept of these blocks beyond the ledger's word; of each without it, that there is none. */
export async function bundleProofs(_db: Executor, byChain: readonly ChainBlocks[]): Promise<Proofs> {
  const proofsMissing = byChain.flatMap(({ chain, blocks }) =>
    blocks.map(({ number }) => ({ chain: chain.caip2, block: number, reason: "no proof of it is kept" })),
  );
  return { proofs: [], proofsMissing };
}
