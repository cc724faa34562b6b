import { ensureConsoleBuilt } from "@redflag/console/ensure-built";
import { Problem } from "@redflag/domain/problem";
import { openChain } from "@redflag/ingest/open-chain";
import { registerNotifyMetrics } from "@redflag/notify/notify-metrics";
import { runNotify } from "@redflag/notify/run-notify";
import { registerRefreshMetrics } from "@redflag/refresh/refresh-metrics";
import { runRefresh } from "@redflag/refresh/run-refresh";
import { openQueues } from "@redflag/runtime/queues";
import { startTracing } from "@redflag/runtime/tracing/start-tracing";
import type { Database } from "@redflag/store/database";
import type { Command } from "commander";
import { alertSentence } from "../alert-sentence.ts";
import { examples, jsonOption } from "../command-options.ts";
import { listConfiguredChains } from "../configured-chains.ts";
import { openMetrics } from "../metrics.ts";
import { writeJson, writeLine } from "../output.ts";
import { runPipeline } from "../pipeline.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { type ServeOptions, serveApi } from "../serve-api.ts";
import { openServiceDatabases, type ServiceDatabases } from "../service-databases.ts";
import { importShippedBorders } from "../shipped-borders.ts";
import { importShippedLists } from "../shipped-lists.ts";
import { type OpenedDatabase, withMigratedDatabase } from "../with-database.ts";

export function addStartCommand(program: Command): void {
  program
    .command("start")
    .description(
      "watch every configured chain in one process: ingest, screen, fetch lists, send webhooks, print each alert event as it happens",
    )
    .addOption(jsonOption("print each alert event as one JSON object a line"))
    .addHelpText("after", examples("REDFLAG_RPC_ETHEREUM=https://rpc.example redflag start"))
    .action(({ json = false }: { json?: boolean }) => runCommand((context) => start(context, json)));
}

async function start(context: CommandContext, json: boolean): Promise<void> {
  if (listConfiguredChains(context.config).length === 0) {
    throw new Problem("endpoint_missing", "no chain has one, so there is nothing to watch");
  }
  const { config, logger } = context;
  const stopTracing = await startTracing(config, "all", logger);
  const watchOn = async (opened: OpenedDatabase) => {
    for (const { id, seq, entryCount, isNew } of await importShippedLists(opened.db, config)) {
      logger.info({
        msg: isNew ? "imported a shipped list" : "shipped list is unchanged",
        list: id,
        version: seq,
        entries: entryCount,
      });
    }
    for (const { id, seq, isNew } of await importShippedBorders(opened.db)) {
      if (isNew) logger.info({ msg: "imported shipped notes of jurisdictions", list: id, version: seq });
    }
    await watch(context, opened, json);
  };
  await withMigratedDatabase(context, watchOn, "start").finally(stopTracing);
}

async function watch(context: CommandContext, { db, backends }: OpenedDatabase, json: boolean) {
  const { config, logger } = context;
  const owner = { db, url: backends.databaseUrl, queue: backends.queue };
  const services = await openServiceDatabases(owner, config, logger);
  try {
    await watchWith(services, context, db, json);
  } finally {
    await services.close();
  }
}

async function watchWith(
  { ingest, screen, refresh, notify, apiUrls, queue }: ServiceDatabases,
  { config, logger, signal }: CommandContext,
  db: Database,
  json: boolean,
): Promise<void> {
  const queues = await openQueues(queue, logger);
  try {
    const chains = listConfiguredChains(config).map((chain) =>
      openChain(chain, config.chains.get(chain.name), { db: ingest, logger }),
    );
    const { metricsPort, dataDir } = config;
    const outbound = { dataDir, policy: { privateHosts: config.outboundPrivateHosts ?? [] } };
    const metrics = metricsPort === undefined ? undefined : await openMetrics(config, metricsPort, db, chains);
    const counters = metrics && registerRefreshMetrics(metrics.registry, refresh);
    const notifyMetrics = metrics && registerNotifyMetrics(metrics.registry, notify);
    const { apiPort: port } = config;
    const registry = metrics?.registry;
    const api = port === undefined ? undefined : await openApi({ config, urls: apiUrls, logger, port, registry });
    logger.info({ msg: "watching", chains: chains.map(({ chain }) => chain.name) });
    try {
      await runPipeline({
        db,
        screenDb: screen,
        queues,
        chains,
        logger,
        signal,
        retentionDays: config.retentionDays,
        besides: [
          (ending) => runRefresh({ db: refresh, logger, ...outbound, signal: ending, ...(counters && { counters }) }),
          (ending) => runNotify({ db: notify, queue, config, logger, signal: ending, metrics: notifyMetrics }),
        ],
        onNews: (chain, news) => (json ? writeJson(news.event) : writeLine(alertSentence(chain, news))),
      });
    } finally {
      await api?.close();
      await metrics?.close();
    }
  } finally {
    await queues.close();
  }
}

/** With the console, which is built first where that was not done before. */
async function openApi(options: Omit<ServeOptions, "consoleDir">) {
  const onBuild = () => options.logger.info({ msg: "building the web console" });
  return serveApi({ ...options, consoleDir: await ensureConsoleBuilt(onBuild) });
}
