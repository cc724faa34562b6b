import { getChain } from "@redflag/domain/chain-registry";
import { runProcess } from "@redflag/runtime/run-process";
import { openDatabase } from "@redflag/store/database";
import { openChain } from "./open-chain.ts";
import { runIngest } from "./run-ingest.ts";

/** The ingest process on its own: any number may run on one database and one queue. `redflag migrate` comes first. */
await runProcess("ingest", async ({ config, logger, shutdown, backends, queues }) => {
  const db = await openDatabase({ url: backends.databaseUrl, applicationName: `redflag ingest ${process.pid}` });
  shutdown.onClose("database", () => db.close());
  const chains = [...config.chains].map(([name, chain]) => openChain(getChain(name), chain, { db, logger }));
  const running = runIngest(chains, queues, logger, shutdown.signal);
  shutdown.onClose("ingest", () => running);
  logger.info({ msg: "ingest runs", chains: chains.map(({ chain }) => chain.name) });
  await running;
});
