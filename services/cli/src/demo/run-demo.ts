import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureConsoleBuilt } from "@redflag/console/ensure-built";
import { runNotify } from "@redflag/notify/run-notify";
import { createLogger } from "@redflag/runtime/logger";
import type { AlertNews } from "../alert-news.ts";
import { writeNote } from "../output.ts";
import { type PipelineOptions, runPipeline } from "../pipeline.ts";
import type { CommandContext } from "../run-command.ts";
import { workAsAnalyst } from "./analyst-work.ts";
import { awaitScreened } from "./await-lane.ts";
import { demoConfig, serveDemoApi } from "./demo-api.ts";
import { seedPeople } from "./demo-people.ts";
import { readStats, TransferRate } from "./demo-stats.ts";
import type { DemoView } from "./demo-view.ts";
import { playEndless } from "./drive.ts";
import { workAsExchange } from "./exchange-work.ts";
import { FinalAlerts } from "./final-alerts.ts";
import { createLineView } from "./line-view.ts";
import { createLiveView } from "./live-view.ts";
import { type OpenedDemo, withDemo } from "./open-demo.ts";
import { workAsOps } from "./ops-work.ts";
import { playOnce } from "./play-once.ts";
import type { Verdict } from "./verdict.ts";
import { welcomeText } from "./welcome-text.ts";

const STATS_MS = 250;

/**
 * The demo, without end or once: a world played on a local chain while the pipeline watches it.
 * @returns what the bounded scenario came to; undefined for the endless one
 */
export async function runDemo(
  context: CommandContext,
  { once, json }: { once: boolean; json: boolean },
): Promise<Verdict | undefined> {
  // Its own directory, database and queue, so that it never meets the user's data.
  const dataDir = join(context.config.dataDir, "demo");
  const logFile = join(dataDir, "redflag.log");
  const logger = createLogger({ service: "demo", level: context.config.logLevel, file: logFile });
  const view = process.stdout.isTTY && !json ? createLiveView({ logFile }) : createLineView({ json });
  view.note(`starting a database and a local chain; log: ${logFile}`);
  const verdict: { of?: Verdict } = {};
  // While the database and the chain start. Whoever needs it waits for it, and is told if it fails.
  const consoleDir = once ? undefined : ensureConsoleBuilt(() => view.note("building the web console, once"));
  consoleDir?.catch(() => undefined);
  try {
    await withDemo({ dataDir, logger }, async (opened) => {
      const stage = { context: { ...context, logger }, opened, view };
      if (consoleDir === undefined) {
        await watchWhile(stage, async (signal) => {
          verdict.of = await playOnce(opened, signal);
        });
      } else {
        await withDesk(stage, { dataDir, consoleDir }, (desk) =>
          watchWhile({ ...stage, ...desk }, (signal) => playSeen(opened, signal)),
        );
      }
    });
  } finally {
    view.close();
  }
  // The terminal's view shortens addresses, so that they cannot be copied from it.
  if (!json) writeNote(`all of it in full: REDFLAG_DATA_DIR=${dataDir} npx pnpm redflag alerts`);
  return verdict.of;
}

interface Stage {
  context: CommandContext;
  opened: OpenedDemo;
  view: DemoView;
  besides?: PipelineOptions["besides"];
  onNews?: (news: AlertNews) => void;
}

/** Without end. Before a reorg the chain waits until its payment is seen: what nobody saw is not withdrawn. */
function playSeen({ db, devnet }: OpenedDemo, signal: AbortSignal): Promise<void> {
  return playEndless(devnet, {
    signal,
    hooks: { awaitSeen: (payments) => awaitScreened(db.kysely, signal, payments) },
  });
}

/** Lets people in, with something to find: the API and webhooks run for as long as this does. */
async function withDesk(
  { context, opened, view }: Stage,
  { dataDir, consoleDir }: { dataDir: string; consoleDir: Promise<string> },
  run: (desk: Required<Pick<Stage, "besides" | "onNews">>) => Promise<void>,
): Promise<void> {
  const { logger } = context;
  const { db, services } = opened;
  const config = demoConfig(dataDir, context.config);
  const people = await seedPeople(db);
  const { api, portTaken } = await serveDemoApi(
    { config, urls: services.apiUrls, logger, consoleDir: await consoleDir },
    context.config.apiPort,
  );
  try {
    view.welcome(welcomeText(api.port, portTaken, Object.values(people)));
    const { notify, queue } = services;
    const alerts = new FinalAlerts();
    const desk = { baseUrl: `http://127.0.0.1:${api.port}`, people, logger };
    await run({
      besides: [
        (signal) => runNotify({ db: notify, queue, config, logger, signal }),
        (signal) => workAsAnalyst({ ...desk, signal }, alerts),
        (signal) => workAsOps({ ...desk, signal }),
        (signal) => workAsExchange({ ...desk, signal }),
      ],
      onNews: (news) => alerts.see(news),
    });
  } finally {
    await api.close();
  }
}

/** Runs the pipeline and the view for as long as the play goes on. Whichever fails first ends the others. */
async function watchWhile(
  { context, opened, view, besides = [], onNews }: Stage,
  play: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { logger } = context;
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const rate = new TransferRate();
  const { db, services, queues, ingest } = opened;
  const parts = [
    runPipeline({
      db,
      screenDb: services.screen,
      queues,
      chains: [ingest],
      logger,
      signal,
      besides,
      onNews: (_, news) => {
        view.news(news);
        onNews?.(news);
      },
      onProgress: (_, { transfers }) => rate.add(transfers),
    }),
    showStats(opened, view, rate, signal),
    play(signal).finally(() => over.abort()),
  ];
  for (const part of parts) part.catch(() => over.abort());
  for (const result of await Promise.allSettled(parts)) if (result.status === "rejected") throw result.reason;
}

async function showStats({ db }: OpenedDemo, view: DemoView, rate: TransferRate, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    view.stats(await readStats(db.kysely, rate));
    await sleep(STATS_MS, undefined, { signal }).catch(() => undefined);
  }
}
