import type { Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import type { Hash } from "@redflag/domain/hex";
import type { TimedBlock } from "@redflag/domain/transfer";
import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import { type Coverage, findCoverageOf } from "@redflag/store/coverage-read";
import type { Executor } from "@redflag/store/database";
import { listBlocksIn } from "@redflag/store/ledger-read";
import { paged } from "./paged.ts";

/** Blocks of payments that findings are on or count, ascending. */
export interface ChainBlocks {
  chain: Chain;
  blocks: readonly EvidenceBlock[];
}

export interface EvidenceBlock extends TimedBlock {
  /** Of these payments. */
  transactions: ReadonlySet<Hash>;
}

/** By chain: what findings across chains count lies on others, too. */
export function evidenceBlocks(chain: Chain, evidence: readonly Evidence[]): ChainBlocks[] {
  const byChain = new Map<Chain, Map<number, EvidenceBlock>>();
  for (const row of evidence) {
    const { block, transfer } = row;
    for (const { chain: caip2, ...paid } of [...row.supporting, { block, transfer, chain: undefined }]) {
      const on = caip2 === undefined ? chain : CHAINS.find((known) => known.caip2 === caip2);
      if (on === undefined) throw new Error(`Broken invariant: ${caip2} of a finding is a chain that is known`);
      const own = byChain.get(on) ?? new Map<number, EvidenceBlock>();
      const { number } = paid.block;
      const transactions = new Set([...(own.get(number)?.transactions ?? []), paid.transfer.txHash]);
      byChain.set(on, own.set(number, { ...paid.block, transactions }));
    }
  }
  return [...byChain]
    .map(([on, own]) => ({ chain: on, blocks: [...own.values()].sort((a, b) => a.number - b.number) }))
    .sort((a, b) => (a.chain.caip2 < b.chain.caip2 ? -1 : 1));
}

/** These blocks with the one that each follows on, and how the ledger came by them, as far as it still says. */
export async function bundleBlocks(db: Executor, byChain: readonly ChainBlocks[]): Promise<BundleContent["blocks"]> {
  const rows: BundleContent["blocks"] = [];
  for (const { chain, blocks } of byChain) {
    const numbers = blocks.map(({ number }) => number);
    const kept = new Map(
      (await paged(numbers, (page) => listBlocksIn(db, chain.id, page))).map((block) => [block.hash, block]),
    );
    // One row of coverage is of many blocks.
    let last: Coverage | undefined;
    for (const { number, hash, time } of blocks) {
      const parentHash = kept.get(hash)?.parentHash;
      const isWithin = last !== undefined && last.fromBlock <= number && number <= last.toBlock;
      last = isWithin ? last : await findCoverageOf(db, chain.id, number);
      rows.push({
        ...{ chain: chain.caip2, number, hash, time },
        ...(parentHash !== undefined && { parentHash }),
        ...(last !== undefined && parentHash !== undefined && { coverage: coverageOf(last) }),
      });
    }
  }
  return rows;
}

function coverageOf({ level, endpoint, readAt, shortfall }: Coverage) {
  return { level, endpoint, readAt, ...(shortfall !== undefined && { shortfall }) };
}
