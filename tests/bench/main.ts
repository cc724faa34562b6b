import { join } from "node:path";
import { alertsText, runAlerts } from "./alerts/run-alerts.ts";
import { apiText } from "./api/api-summary.ts";
import { runApi } from "./api/run-api.ts";
import { runScreening } from "./api/run-screening.ts";
import { parseArguments } from "./arguments.ts";
import { auditFiguresText, runAudit } from "./audit/run-audit.ts";
import { runBacktest } from "./backtest/run-backtest.ts";
import { consoleText } from "./console/console-figures.ts";
import { runConsole } from "./console/run-console.ts";
import { detectionText } from "./detection/detection-text.ts";
import { detect } from "./detection/run-detection.ts";
import { flowsText, runFlows } from "./flows/run-flows.ts";
import { growthText } from "./growth/growth-figures.ts";
import { runGrowth } from "./growth/run-growth.ts";
import { latencyText } from "./latency/latency-summary.ts";
import { runLatency } from "./latency/run-latency.ts";
import { liveText } from "./live/live-figures.ts";
import { runLive } from "./live/run-live.ts";
import { lookbackText } from "./lookback/lookback-figures.ts";
import { runLookback } from "./lookback/run-lookback.ts";
import { proofsText } from "./proofs/proof-figures.ts";
import { runProofs } from "./proofs/run-proofs.ts";
import { rebuildText } from "./rebuild/rebuild-figures.ts";
import { runRebuild } from "./rebuild/run-rebuild.ts";
import { runBench } from "./run-bench.ts";
import { screeningText } from "./screening-text.ts";
import { tableText } from "./table.ts";
import { runWebhooks, webhooksText } from "./webhooks/run-webhooks.ts";
import { runWebhookFloor, webhookFloorText } from "./webhooks/webhook-floor.ts";
import { runWindows, windowsText } from "./windows/run-windows.ts";
import { runWorkers } from "./workers/run-workers.ts";
import { workersText } from "./workers/work-figures.ts";

const LONG_LIST_ENTRIES = 1_000_000;
/** As a busy day may have them [E]. */
const WEBHOOKS = { alertsPerS: 100, subscribers: 20, subscriptions: 1_000, matching: 3 };
/** Each matches three subscriptions; three in ten of their receivers are bad. */
const SHARED_WEBHOOKS = { alertsPerS: 2_000, seconds: 1, subscribers: 20, subscriptions: 300, matching: 3 };
const CACHE = join(import.meta.dirname, "../../.redflag/bench");

const given = parseArguments(process.argv.slice(2));
const {
  transfers,
  rounds,
  json,
  chain,
  lane,
  ingest,
  peer,
  delayMs,
  growth,
  latencyBlocks,
  apiSeconds,
  screeningSeconds,
  webhookSeconds,
  liveSeconds,
  proofSeconds,
  alerts,
  consoleAlerts,
  audit,
  backtest,
  rebuild,
  flows,
  newEntries,
  labelledSets,
  workers,
  windows,
} = given;
const onStep = (what: string) => process.stderr.write(`bench: ${what}\n`);
if (workers !== undefined) {
  const result = await runWorkers({ workers, transfers, webhooks: SHARED_WEBHOOKS, cacheDir: CACHE, onStep });
  process.stdout.write(`${json ? JSON.stringify(result) : workersText(result)}\n`);
} else if (windows !== undefined) {
  const figures = await runWindows({ lanes: windows, payments: transfers, onStep });
  process.stdout.write(`${json ? JSON.stringify(figures) : windowsText(figures)}\n`);
} else if (apiSeconds !== undefined) {
  const rows = await runApi({ seconds: apiSeconds, rounds, onStep });
  process.stdout.write(`${json ? JSON.stringify(rows) : apiText(rows)}\n`);
} else if (screeningSeconds !== undefined) {
  const rows = await runScreening({ seconds: screeningSeconds, rounds, onStep });
  process.stdout.write(`${json ? JSON.stringify(rows) : apiText(rows)}\n`);
} else if (webhookSeconds !== undefined) {
  const load = { ...WEBHOOKS, seconds: webhookSeconds };
  onStep("webhooks by a bare loop");
  const floor = await runWebhookFloor(load);
  const queues = await runWebhooks(load, onStep);
  const text = [webhookFloorText(floor), webhooksText(queues)].join("\n");
  process.stdout.write(`${json ? JSON.stringify({ floor, queues }) : text}\n`);
} else if (liveSeconds !== undefined) {
  const rows = await runLive({ seconds: liveSeconds, onStep });
  process.stdout.write(`${json ? JSON.stringify(rows) : liveText(rows)}\n`);
} else if (proofSeconds !== undefined) {
  const rows = await runProofs(proofSeconds, onStep);
  process.stdout.write(`${json ? JSON.stringify(rows) : proofsText(rows)}\n`);
} else if (alerts !== undefined) {
  const figures = await runAlerts(alerts, onStep);
  process.stdout.write(`${json ? JSON.stringify(figures) : alertsText(figures)}\n`);
} else if (consoleAlerts !== undefined) {
  const figures = await runConsole({ alerts: consoleAlerts, rounds }, onStep);
  process.stdout.write(`${json ? JSON.stringify(figures) : consoleText(figures)}\n`);
} else if (audit) {
  const figures = await runAudit(onStep);
  process.stdout.write(`${json ? JSON.stringify(figures) : auditFiguresText(figures)}\n`);
} else if (backtest) {
  const figures = await runBacktest(transfers, onStep);
  process.stdout.write(`${json ? JSON.stringify(figures) : lookbackText(figures)}\n`);
} else if (growth) {
  const figures = await runGrowth({ transfers, cacheDir: CACHE, onStep });
  process.stdout.write(`${json ? JSON.stringify(figures) : growthText(figures)}\n`);
} else if (rebuild) {
  const figures = await runRebuild({ transfers, listed: LONG_LIST_ENTRIES, cacheDir: CACHE, onStep });
  process.stdout.write(`${json ? JSON.stringify(figures) : rebuildText(figures)}\n`);
} else if (flows) {
  const rows = await runFlows({ transfers, onStep });
  process.stdout.write(`${json ? JSON.stringify(rows) : flowsText(rows)}\n`);
} else if (labelledSets !== undefined) {
  const figures = await detect(labelledSets, { ...given, onStep });
  process.stdout.write(`${json ? JSON.stringify(figures) : figures.map(detectionText).join("\n\n\n")}\n`);
} else if (newEntries !== undefined) {
  const figures = await runLookback({ transfers, newEntries, listed: LONG_LIST_ENTRIES, onStep });
  process.stdout.write(`${json ? JSON.stringify(figures) : lookbackText(figures)}\n`);
} else if (latencyBlocks === undefined) {
  const result = await runBench({
    transfers,
    rounds,
    kind: chain,
    ...(lane && { only: "lane" }),
    ...(ingest && { only: "ingest" }),
    ...(peer && { peer }),
    ...(delayMs !== undefined && { delayMs }),
    listed: LONG_LIST_ENTRIES,
    cacheDir: CACHE,
    onStep,
  });
  process.stdout.write(`${json ? JSON.stringify(result) : `${tableText(result)}\n${screeningText(result)}`}\n`);
} else {
  const rows = await runLatency(latencyBlocks, onStep);
  process.stdout.write(`${json ? JSON.stringify(rows) : latencyText(rows)}\n`);
}
