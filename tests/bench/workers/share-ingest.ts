import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { insertBackfill } from "@redflag/store/backfill";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { PipelineProcess } from "../../kill/pipeline-process.ts";
import type { DrawnChain } from "../chain/manifest.ts";
import { startChainServer } from "../chain-server.ts";
import { checkLedger } from "../check-ledger.ts";
import type { Cluster } from "../cluster.ts";
import { migrate } from "../contenders.ts";
import { measureWork } from "./server-work.ts";
import type { WorkFigures } from "./work-figures.ts";

const POLL_MS = 100;

export interface SharedChain {
  cluster: Cluster;
  chainDirectory: string;
  manifest: DrawnChain;
}

/** A backfill of the whole chain that so many ingest processes share; the ledger is held to the chain afterwards. */
export async function shareIngest(
  { cluster, chainDirectory, manifest }: SharedChain,
  workers: number,
): Promise<WorkFigures> {
  await using open = new AsyncDisposableStack();
  const workDirectory = await mkdtemp(join(tmpdir(), "redflag-workers-"));
  open.defer(() => rm(workDirectory, { recursive: true, force: true }));
  const server = await startChainServer(chainDirectory);
  open.defer(() => server.stop());
  const databaseUrl = await cluster.createDatabase("workers");
  open.defer(() => cluster.dropDatabase("workers"));
  await migrate({ endpoint: server.url, databaseUrl, workDirectory });
  const store = await listTestStores().at(-1)?.open();
  if (store === undefined) throw new Error("there is a queue in PostgreSQL at least");
  open.defer(() => store.close());
  const db = await openDatabase({ url: databaseUrl, applicationName: "redflag bench", poolMax: 1 });
  open.defer(() => db.close());
  // The backfill lies below it, as the past does.
  await insertLane(db.kysely, ethereum.id, manifest.lastBlock + 1);
  const env = {
    REDFLAG_DATABASE_URL: databaseUrl,
    ...(store.backend.kind === "redis" && { REDFLAG_REDIS_URL: store.backend.url }),
    REDFLAG_DATA_DIR: workDirectory,
    REDFLAG_RPC_ETHEREUM: server.url,
    REDFLAG_VERIFY_ETHEREUM: "bloom",
  };
  const processes = Array.from({ length: workers }, () => new PipelineProcess("ingest", env));
  const end = async () => {
    await Promise.all(processes.map((process) => process.end("SIGTERM")));
  };
  open.defer(end);
  await Promise.all(processes.map(({ ready }) => ready));
  await cluster.checkpoint();
  let seconds = 0;
  const work = await measureWork({ cluster, url: databaseUrl, processes, end }, "transfer", async () => {
    const begin = performance.now();
    const { firstBlock: from, lastBlock: to } = manifest;
    await insertBackfill(db.kysely, ethereum.id, { from, to });
    while (!(await isFinished())) await sleep(POLL_MS);
    seconds = (performance.now() - begin) / 1_000;
  });
  await checkLedger(databaseUrl, manifest, "ledger");
  return { ...work, items: manifest.transferCount, seconds };

  async function isFinished(): Promise<boolean> {
    const { rows } = await db.pool.query("select 1 from backfill where finished_at is null");
    return rows.length === 0;
  }
}
