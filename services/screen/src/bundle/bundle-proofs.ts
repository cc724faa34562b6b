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
 * What is kept of these blocks beyond the ledger's word; of each without it, that there is none.
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
      for (const { number, hash } of page) {
        const of = { chain: chain.caip2, block: number };
        const row = kept.get(hash);
        bytes += row?.bytes ?? 0;
        if (row === undefined) found.proofsMissing.push({ ...of, reason: MISSING });
        else found.proofs.push({ ...of, proof: row.proof as Proofs["proofs"][number]["proof"] });
      }
      if (bytes > bytesMax)
        throw new Problem("bundle_refused", `its proofs have more than the ${bytesMax} bytes that a bundle holds`);
    }
  }
  return found;
}

const MISSING = "no proof of it is kept: it is fetched once the block is final, as long as an endpoint still gives it";
