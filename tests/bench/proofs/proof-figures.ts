import { textTable } from "../text-table.ts";

/** What so many blocks cost a process that had warmed up. */
export interface ProvingCost {
  blocks: number;
  cpuSeconds: number;
}

/** Proofs of one chain's head. */
export interface ProofFigures {
  chain: string;
  blocksPerS: number;
  receiptsPerBlock: number;
  /** Milliseconds of CPU for a block: the bare reading of the answers, and the proof, which reads them, too. */
  readMs: number;
  provenMs: number;
  /** Percent of one core while the head brings blocks at the chain's pace. */
  corePercent: number;
}

export function proofFigures(
  { chain, blockTimeMs, receiptsPerBlock }: { chain: string; blockTimeMs: number; receiptsPerBlock: number },
  read: ProvingCost,
  proven: ProvingCost,
): ProofFigures {
  const perBlockMs = ({ blocks, cpuSeconds }: ProvingCost) => (1_000 * cpuSeconds) / blocks;
  return {
    chain,
    blocksPerS: 1_000 / blockTimeMs,
    receiptsPerBlock,
    readMs: perBlockMs(read),
    provenMs: perBlockMs(proven),
    corePercent: (100 * perBlockMs(proven)) / blockTimeMs,
  };
}

export function proofsText(rows: readonly ProofFigures[]): string {
  const total = rows.reduce((sum, { corePercent }) => sum + corePercent, 0);
  const read = rows.reduce((sum, { readMs, blocksPerS }) => sum + (readMs * blocksPerS) / 10, 0);
  return [
    textTable([
      ["chain", "blocks/s", "receipts", "read ms", "proven ms", "% of a core"],
      ...rows.map(({ chain, blocksPerS, receiptsPerBlock, readMs, provenMs, corePercent }) => [
        chain,
        blocksPerS.toFixed(2),
        `${receiptsPerBlock}`,
        ...[readMs, provenMs, corePercent].map((figure) => figure.toFixed(2)),
      ]),
    ]),
    `all heads: ${total.toFixed(1)} % of a core; to read the same answers alone ${read.toFixed(1)} %`,
  ].join("\n");
}
