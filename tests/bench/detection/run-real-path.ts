import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { startChainServer } from "../chain-server.ts";
import { openCluster } from "../cluster.ts";
import { migrate, type Place, redflag } from "../contenders.ts";
import type { FoundAlert } from "./found-alert.ts";
import type { LabelledSet } from "./labelled-set.ts";
import { readAlerts } from "./read-alerts.ts";
import { writeSetChain } from "./write-set-chain.ts";

export interface RealRun {
  alerts: FoundAlert[];
  /** Of the process that ingested and screened; absent where the system does not tell. */
  cpuSeconds?: number;
}

/**
 * A set's payments as logs of a chain over HTTP, ingested and screened by `redflag ingest` on a PostgreSQL of its own; what
 * stands in the database afterwards is what was found.
 */
export async function runRealPath(set: LabelledSet, onStep: (what: string) => void): Promise<RealRun> {
  onStep(`${set.name}: the chain`);
  const directory = await mkdtemp(join(tmpdir(), "redflag-bench-set-"));
  const chainDirectory = join(directory, "chain");
  await mkdir(chainDirectory);
  const { firstBlock, lastBlock, transferCount } = writeSetChain(chainDirectory, set);
  const server = await startChainServer(chainDirectory);
  try {
    const cluster = await openCluster();
    try {
      const databaseUrl = await cluster.createDatabase("labelled");
      const place: Place = { endpoint: server.url, databaseUrl, workDirectory: directory };
      await migrate(place);
      onStep(`${set.name}: redflag ingest, blocks ${firstBlock} to ${lastBlock}`);
      const range = ["--from", `${firstBlock}`, "--to", `${lastBlock}`, "--final"];
      const { stdout, usage } = await redflag(place, ["ingest", "--chain", ethereum.name, ...range, "--json"]);
      const { transfers } = JSON.parse(stdout) as { transfers: number };
      assert.equal(transfers, transferCount, "redflag ingest read and screened everything");
      const alerts = await readAlerts(databaseUrl, set);
      return { alerts, ...(usage.cpuSeconds !== undefined && { cpuSeconds: usage.cpuSeconds }) };
    } finally {
      await cluster.release();
    }
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
