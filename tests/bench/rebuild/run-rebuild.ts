import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { openDatabase } from "@redflag/store/database";
import { ensureChain } from "../chain/ensure-chain.ts";
import { startChainServer } from "../chain-server.ts";
import { type Cluster, openCluster } from "../cluster.ts";
import { type Arena, CONTENDERS, migrate, redflag } from "../contenders.ts";
import { openLane } from "../lookback/open-lane.ts";
import { readMemoryMb } from "../postgres-cpu.ts";
import { type ProcessRun, runProcess } from "../run-process.ts";
import { SCREENING } from "../summary.ts";
import { type LedgerPass, type RebuildFigures, thinOut } from "./rebuild-figures.ts";

const READ_PLAINLY = fileURLToPath(import.meta.resolve("./read-plainly-main.ts"));
const SAMPLE_MS = 500;
const DATABASE = "rebuild";

export interface RebuildOptions {
  transfers: number;
  /** Entries of the long list that screening has besides those that the chain meets. */
  listed: number;
  /** Where chains are kept for the next time. */
  cacheDir: string;
  onStep: (what: string) => void;
}

/**
 * What `redflag rebuild` needs to make profiles and alerts of a ledger that has neither, beside a plain read of the same
 * transfers before and after it.
 */
export async function runRebuild({ transfers, listed, cacheDir, onStep }: RebuildOptions): Promise<RebuildFigures> {
  onStep("the chain");
  const { directory: chainDirectory, manifest } = ensureChain(cacheDir, transfers, "customers");
  const workDirectory = await mkdtemp(join(tmpdir(), "redflag-rebuild-"));
  const server = await startChainServer(chainDirectory);
  const cluster = await openCluster();
  try {
    const databaseUrl = await cluster.createDatabase(DATABASE);
    const arena: Arena = { endpoint: server.url, databaseUrl, chainDirectory, manifest, workDirectory, listed };
    onStep("the ledger");
    await fillLedger(arena);
    await cluster.checkpoint();

    const { firstBlock, lastBlock } = manifest;
    const range = [ethereum.id, firstBlock, lastBlock].map(String);
    const readEnv = { BENCH_DATABASE_URL: databaseUrl };
    const read = () => runProcess(READ_PLAINLY, range, readEnv, join(workDirectory, "usage.json"));
    const rssMb: number[] = [];
    const pass = async (what: string, run: () => Promise<ProcessRun>) => {
      onStep(what);
      return measurePass(cluster, what, run);
    };
    const first = await pass("plain read, first", read);
    assert.equal(Number(first.stdout), transfers, "all of it was read");
    const rebuild = await pass("redflag rebuild", () => runSampled(arena, rssMb));
    const again = await pass("plain read, again", read);

    const report = JSON.parse(rebuild.stdout) as { transfers: number; alerts: number; repaired: unknown[] };
    assert.equal(report.transfers, transfers, "all of it was screened");
    assert.equal(report.repaired.length, report.alerts, "no alert was there before");
    assert.notEqual(report.alerts, 0, "listed addresses raised alerts");
    const passes = [first, rebuild, again].map(({ stdout: _, ...figures }) => figures);
    return { transfers, alerts: report.alerts, passes, rssMb: thinOut(rssMb) };
  } finally {
    await cluster.release();
    await server.stop();
    await rm(workDirectory, { recursive: true, force: true });
  }
}

async function fillLedger(arena: Arena): Promise<void> {
  await migrate(arena);
  const contender = (name: string) => {
    const found = CONTENDERS.find((one) => one.name === name);
    assert(found !== undefined);
    return found;
  };
  await contender(SCREENING).prepare(arena);
  await contender("ingest").run(arena);
  const db = await openDatabase({ url: arena.databaseUrl, applicationName: "redflag bench", poolMax: 1 });
  const { firstBlock, lastBlock } = arena.manifest;
  await openLane(db, ethereum, firstBlock, lastBlock).finally(() => db.close());
}

async function runSampled(arena: Arena, rssMb: number[]): Promise<ProcessRun> {
  let timer: NodeJS.Timeout | undefined;
  const sample = (pid: number) => {
    try {
      rssMb.push(readMemoryMb(pid).now);
    } catch {
      // It has ended, or the system does not tell.
      clearInterval(timer);
    }
  };
  const run = redflag(arena, ["rebuild", "--chain", ethereum.name, "--json"], {
    onStart(pid) {
      timer = setInterval(() => sample(pid), SAMPLE_MS);
    },
  });
  return run.finally(() => clearInterval(timer));
}

async function measurePass(
  cluster: Cluster,
  what: string,
  run: () => Promise<ProcessRun>,
): Promise<LedgerPass & { stdout: string }> {
  const isMeasured = process.platform === "linux";
  const before = isMeasured ? await cluster.readCpuSeconds(DATABASE) : 0;
  const { stdout, usage } = await run();
  const { seconds, cpuSeconds, rssPeakMb } = usage;
  return {
    ...{ what, seconds, stdout },
    ...(cpuSeconds !== undefined && { clientCpuSeconds: cpuSeconds }),
    ...(isMeasured && { postgresCpuSeconds: (await cluster.readCpuSeconds(DATABASE)) - before }),
    ...(rssPeakMb !== undefined && { rssPeakMb }),
  };
}
