import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChain } from "../chain/ensure-chain.ts";
import { startChainServer } from "../chain-server.ts";
import { checkLedger } from "../check-ledger.ts";
import { openCluster } from "../cluster.ts";
import { migrate, PRODUCT, runOnChain } from "../contenders.ts";
import { type GrowthFigures, growthOf, type Stretch } from "./growth-figures.ts";

/** Of twenty million transfers each is a million. */
const STRETCHES = 20;

interface GrowthOptions {
  transfers: number;
  cacheDir: string;
  onStep: (what: string) => void;
}

/** Ingests a whole chain into one database, and says what its first and its last transfers cost. Linux only. */
export async function runGrowth({ transfers, cacheDir, onStep }: GrowthOptions): Promise<GrowthFigures> {
  onStep("the chain");
  const { directory: chainDirectory, manifest } = ensureChain(cacheDir, transfers, "customers");
  const workDirectory = await mkdtemp(join(tmpdir(), "redflag-bench-work-"));
  const server = await startChainServer(chainDirectory);
  const cluster = await openCluster();
  try {
    const databaseUrl = await cluster.createDatabase("growth");
    const arena = { endpoint: server.url, chainDirectory, manifest, workDirectory, listed: 0, databaseUrl };
    await migrate(arena);
    onStep(`ingest of ${transfers.toLocaleString("en-US")} transfers into one database`);
    const { stdout, usage } = await runOnChain(PRODUCT.grow, arena, `${STRETCHES}`);
    await checkLedger(databaseUrl, manifest, "ledger");
    const stretches = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Stretch);
    return growthOf(stretches, usage.rssPeakMb ?? Number.NaN);
  } finally {
    await cluster.release();
    await server.stop();
    await rm(workDirectory, { recursive: true, force: true });
  }
}
