import { keptProof } from "@redflag/chain/kept-proof";
import type { BundleContent } from "./bundle-content.ts";

/** Of the blocks that payments are in: `proven` where kept receipts show all of these. */
export interface ProofStanding {
  proven: number;
  unproven: number;
}

export function proofStanding({ blocks, proofs, proofsMissing }: BundleContent): ProofStanding {
  const lacking = new Set(proofsMissing.map(({ chain, block }) => `${chain}/${block}`));
  const proven = proofs.filter(
    ({ chain, block, proof }) =>
      !lacking.has(`${chain}/${block}`) && keptProof.safeParse(proof).data?.kind === "receipts",
  ).length;
  return { proven, unproven: blocks.length - proven };
}
