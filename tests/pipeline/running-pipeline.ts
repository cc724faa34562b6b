import type { Chain } from "@redflag/domain/chain";
import type { Entry } from "@redflag/domain/entry";
import type { FollowedChain } from "@redflag/ingest/ingest-deps";
import { openChain } from "@redflag/ingest/open-chain";
import { runIngest } from "@redflag/ingest/run-ingest";
import type { LogFields, Logger } from "@redflag/runtime/logger";
import { openQueues } from "@redflag/runtime/queues";
import { runScreenService } from "@redflag/screen/screen-service";
import { streamAlerts } from "@redflag/store/alert-read";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import type { ServiceRole } from "@redflag/store/service-role";
import { importListVersion } from "@redflag/store/watchlist";
import { urlOf } from "../test-database.ts";

/** A database in which the lane begins at a block and the entries are listed. The caller closes it. */
export async function openListedDatabase(
  chain: Chain,
  url: string,
  startBlock: number,
  entries: readonly Entry[],
): Promise<Database> {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 4 });
  const list = { id: "test", title: "Test", authority: "Test (fictional)" };
  await importListVersion(db, { list, entries: [...entries], source: "test" });
  await insertLane(db.kysely, chain.id, startBlock);
  return db;
}

export interface RunningPipeline {
  /** Every line that was logged at level info or above. */
  readonly told: LogFields[];
  stop(): Promise<void>;
}

/** Both services, as one process runs them: each with its own login. */
export async function runPipelineOn(
  chain: Chain,
  databaseUrl: string,
  endpoints: readonly string[],
  over: Partial<Pick<FollowedChain, "pace">> = {},
): Promise<RunningPipeline> {
  const told: LogFields[] = [];
  const tell = (fields: LogFields) => told.push(fields);
  const quiet = () => {};
  const logger: Logger = { trace: quiet, debug: quiet, info: tell, warn: tell, error: tell, child: () => logger };
  const queues = await openQueues({ kind: "postgres", url: databaseUrl, schema: "bullmq" }, logger);
  const open = (role: ServiceRole) =>
    openDatabase({ url: urlOf(role, databaseUrl), applicationName: "test", poolMax: 4 });
  const [ingestDb, screenDb] = await Promise.all([open("redflag_ingest"), open("redflag_screen")]);
  const followed = { ...openChain(chain, { endpoints }, { db: ingestDb, logger }), ...over };
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = Promise.all([
    runIngest([followed], queues, logger, signal),
    runScreenService({
      db: screenDb,
      chains: [chain],
      policyOf: () => followed.policy,
      queue: queues.lane,
      logger,
      signal,
    }),
  ]);
  // Whoever stops it hears.
  running.catch(() => undefined);
  return {
    told,
    async stop() {
      stopping.abort(new Error("the test is over"));
      await running.finally(() => Promise.all([queues.close(), ingestDb.close(), screenDb.close()]));
    },
  };
}

/** Transactions in the evidence of alerts that stand, in the order of the chain. */
export async function listEvidence(db: Database, chain: Chain): Promise<string[]> {
  const alerts = await Array.fromAsync(streamAlerts(db.kysely, { chainId: chain.id, withdrawn: false }));
  const transfers = alerts.flatMap(({ evidence }) => evidence.map(({ transfer }) => transfer));
  transfers.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  return transfers.map(({ txHash }) => txHash);
}
