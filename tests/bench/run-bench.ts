import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChain } from "./chain/ensure-chain.ts";
import type { ChainKind } from "./chain/manifest.ts";
import { startChainServer } from "./chain-server.ts";
import type { LedgerFigures } from "./check-ledger.ts";
import { openCluster } from "./cluster.ts";
import { CONTENDERS } from "./contenders.ts";
import { type Measurement, measure } from "./measure.ts";
import { type Summary, summarize } from "./summary.ts";

export interface BenchOptions {
  transfers: number;
  /** Contenders take turns so many times. */
  rounds: number;
  kind: ChainKind;
  /** Entries of the long list that screening has besides those that the chain meets. */
  listed: number;
  /** Where chains are kept for the next time. */
  cacheDir: string;
  onStep: (what: string) => void;
}

export interface BenchResult extends Summary {
  /** By contender, of the last round. */
  figures: Record<string, LedgerFigures>;
}

/**
 * Runs the contenders one after the other, in one PostgreSQL, on one chain. Throws when one of them left something out,
 * or stored another ledger than the floor.
 */
export async function runBench({
  transfers,
  rounds,
  kind,
  listed,
  cacheDir,
  onStep,
}: BenchOptions): Promise<BenchResult> {
  onStep("the chain");
  const { directory: chainDirectory, manifest } = ensureChain(cacheDir, transfers, kind);
  const workDirectory = await mkdtemp(join(tmpdir(), "redflag-bench-work-"));
  const server = await startChainServer(chainDirectory);
  try {
    const cluster = await openCluster();
    try {
      const runs = new Map(CONTENDERS.map(({ name }): [string, Measurement[]] => [name, []]));
      const figuresOf: Record<string, LedgerFigures> = {};
      const place = { endpoint: server.url, chainDirectory, manifest, workDirectory, listed };
      for (let round = 1; round <= rounds; round++) {
        for (const contender of CONTENDERS) {
          onStep(`${contender.name}, round ${round} of ${rounds}`);
          const { measurement, figures } = await measure(cluster, contender, place);
          runs.get(contender.name)?.push(measurement);
          figuresOf[contender.name] = figures;
          const { transferDigest, blockDigest } = Object.values(figuresOf)[0] ?? figures;
          assert.partialDeepStrictEqual(figures, { transferDigest, blockDigest }, "the same ledger as the floor's");
        }
      }
      return { ...summarize(transfers, runs), figures: figuresOf };
    } finally {
      await cluster.release();
    }
  } finally {
    await server.stop();
    await rm(workDirectory, { recursive: true, force: true });
  }
}
