import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChain } from "./chain/ensure-chain.ts";
import type { ChainKind, DrawnChain } from "./chain/manifest.ts";
import { startChainServer } from "./chain-server.ts";
import type { LedgerFigures } from "./check-ledger.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { type Arena, CONTENDERS, type Contender } from "./contenders.ts";
import { readGraphShare } from "./graph-share.ts";
import { type Measurement, measure } from "./measure.ts";
import { ensureSqd } from "./peer/ensure-sqd.ts";
import { measureSqd, SQD } from "./peer/measure-sqd.ts";
import { findMismatch } from "./profile-sizes.ts";
import { PROFILE_FLOOR, SCREENING, type Summary, summarize } from "./summary.ts";

export interface BenchOptions {
  transfers: number;
  /** Contenders take turns so many times. */
  rounds: number;
  kind: ChainKind;
  /** The floors and the lane alone, or the floor and ingest; every contender where absent. */
  only?: "lane" | "ingest";
  /** A peer takes its turn, too; it is fetched from npm the first time. */
  peer?: true;
  /** What each answer of the chain waits for. */
  delayMs?: number;
  /** Entries of the long list that screening has besides those that the chain meets. */
  listed: number;
  /** Where chains are kept for the next time. */
  cacheDir: string;
  onStep: (what: string) => void;
}

export interface BenchResult extends Summary {
  /** By contender, of the last round. */
  figures: Record<string, LedgerFigures>;
  chain: Pick<DrawnChain, "addressCount" | "shares">;
  /** Of the lane's CPU time what shapes among new pairs take, from 0 to 1. Absent where there are too few transfers to tell. */
  graph?: number;
}

const AMONG: Record<"lane" | "ingest", readonly string[]> = {
  /** What the ratio to the floor with profiles takes, and the ledger that theirs are held to. */
  lane: ["floor", SCREENING, PROFILE_FLOOR],
  ingest: ["floor", "ingest"],
};

type ArenaPlace = Omit<Arena, "databaseUrl">;

/** The processor profile has one sample a millisecond: of fewer transfers it says nothing. */
const PROFILED_TRANSFERS_MIN = 50_000;

/**
 * Runs the contenders one after the other, in one PostgreSQL, on one chain. Throws when one of them left something out,
 * or stored another ledger than the floor, or the floor's profiles are not of the product's size.
 */
export async function runBench({
  transfers,
  rounds,
  kind,
  only,
  peer,
  delayMs = 0,
  listed,
  cacheDir,
  onStep,
}: BenchOptions): Promise<BenchResult> {
  onStep("the chain");
  const { directory: chainDirectory, manifest } = ensureChain(cacheDir, transfers, kind);
  if (peer) onStep("the peer, from npm where it is not here yet");
  const sqdDirectory = peer && ensureSqd(cacheDir);
  const workDirectory = await mkdtemp(join(tmpdir(), "redflag-bench-work-"));
  const server = await startChainServer(chainDirectory, delayMs);
  try {
    const cluster = await openCluster();
    try {
      const place = { endpoint: server.url, chainDirectory, manifest, workDirectory, listed };
      const { runs, figures } = await takeTurns(
        cluster,
        only === undefined ? CONTENDERS : CONTENDERS.filter(({ name }) => AMONG[only].includes(name)),
        place,
        { rounds, onStep, ...(sqdDirectory !== undefined && { sqdDirectory }) },
      );
      const isProfiled = only !== "ingest" && transfers >= PROFILED_TRANSFERS_MIN;
      const graph = !isProfiled ? undefined : await measureGraph(cluster, place, workDirectory, onStep);
      const { addressCount, shares } = manifest;
      return { ...summarize(transfers, runs), figures, chain: { addressCount, shares }, ...(graph && { graph }) };
    } finally {
      await cluster.release();
    }
  } finally {
    await server.stop();
    await rm(workDirectory, { recursive: true, force: true });
  }
}

async function takeTurns(
  cluster: Cluster,
  contenders: readonly Contender[],
  place: ArenaPlace,
  { rounds, onStep, sqdDirectory }: Pick<BenchOptions, "rounds" | "onStep"> & { sqdDirectory?: string },
): Promise<{ runs: Map<string, Measurement[]>; figures: Record<string, LedgerFigures> }> {
  const runs = new Map(contenders.map(({ name }): [string, Measurement[]] => [name, []]));
  const figuresOf: Record<string, LedgerFigures> = {};
  for (let round = 1; round <= rounds; round++) {
    for (const contender of contenders) {
      onStep(`${contender.name}, round ${round} of ${rounds}`);
      const productProfiles = figuresOf[SCREENING]?.profiles;
      const { measurement, figures } = await measure(cluster, contender, {
        ...place,
        ...(productProfiles && { productProfiles }),
      });
      runs.get(contender.name)?.push(measurement);
      figuresOf[contender.name] = figures;
      onStep(measurementText(measurement));
      const { transferDigest, blockDigest } = Object.values(figuresOf)[0] ?? figures;
      assert.partialDeepStrictEqual(figures, { transferDigest, blockDigest }, "the same ledger as the floor's");
    }
    if (sqdDirectory !== undefined) {
      onStep(`${SQD}, round ${round} of ${rounds}`);
      const measurement = await measureSqd(cluster, { ...place, sqdDirectory });
      runs.set(SQD, [...(runs.get(SQD) ?? []), measurement]);
      onStep(measurementText(measurement));
    }
    const [floor, product] = [figuresOf[PROFILE_FLOOR]?.profiles, figuresOf[SCREENING]?.profiles];
    if (floor !== undefined && product !== undefined) assert.equal(findMismatch(floor, product), undefined);
  }
  return { runs, figures: figuresOf };
}

function measurementText({ seconds, clientCpuSeconds = 0, postgresCpuSeconds = 0 }: Measurement): string {
  const cpu = `CPU ${clientCpuSeconds.toFixed(1)} s and PostgreSQL ${postgresCpuSeconds.toFixed(1)} s`;
  return `  ${seconds.toFixed(1)} s; ${cpu}`;
}

/** Screens once more, under the profiler, which slows it: that run is in no other figure. */
async function measureGraph(
  cluster: Cluster,
  place: ArenaPlace,
  workDirectory: string,
  onStep: BenchOptions["onStep"],
): Promise<number> {
  const screening = CONTENDERS.find(({ name }) => name === SCREENING);
  assert(screening !== undefined);
  onStep(`${SCREENING}, under the profiler`);
  const cpuProfile = join(workDirectory, "profile");
  await measure(cluster, screening, { ...place, cpuProfile });
  return readGraphShare(cpuProfile);
}
