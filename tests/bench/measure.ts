import { checkLedger, type LedgerFigures } from "./check-ledger.ts";
import type { Cluster } from "./cluster.ts";
import { type Arena, type Contender, migrate } from "./contenders.ts";
import type { Usage } from "./run-process.ts";

/** One run of one contender. Processor seconds and memory are absent where the system does not tell. */
export interface Measurement {
  seconds: number;
  clientCpuSeconds?: number;
  postgresCpuSeconds?: number;
  rssPeakMb?: number;
}

/** What a run used, and what PostgreSQL used for it; no session in the database is open before or after. */
export async function measureRun(
  cluster: Cluster,
  databaseName: string,
  run: () => Promise<Usage>,
): Promise<Measurement> {
  const isMeasured = process.platform === "linux";
  const before = isMeasured ? await cluster.readCpuSeconds(databaseName) : 0;
  const { seconds, cpuSeconds, rssPeakMb } = await run();
  return {
    seconds,
    ...(cpuSeconds !== undefined && { clientCpuSeconds: cpuSeconds }),
    ...(isMeasured && { postgresCpuSeconds: (await cluster.readCpuSeconds(databaseName)) - before }),
    ...(rssPeakMb !== undefined && { rssPeakMb }),
  };
}

/** Runs one contender on a database of its own, and checks what it left there. The database is gone afterwards. */
export async function measure(
  cluster: Cluster,
  contender: Contender,
  place: Omit<Arena, "databaseUrl">,
): Promise<{ measurement: Measurement; figures: LedgerFigures }> {
  const databaseName = "contender";
  const arena: Arena = { ...place, databaseUrl: await cluster.createDatabase(databaseName) };
  await migrate(arena);
  await contender.prepare(arena);
  await cluster.checkpoint();
  const measurement = await measureRun(cluster, databaseName, () => contender.run(arena));
  const figures = await checkLedger(arena.databaseUrl, arena.manifest, contender.leaves);
  await cluster.dropDatabase(databaseName);
  return { measurement, figures };
}
