import { loadavg } from "node:os";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { ensureChain } from "../chain/ensure-chain.ts";
import { openCluster } from "../cluster.ts";
import type { WebhookLoad } from "../webhooks/webhook-load.ts";
import { shareIngest } from "./share-ingest.ts";
import { shareNotify } from "./share-notify.ts";
import type { WorkersResult, WorkFigures } from "./work-figures.ts";

export interface WorkersOptions {
  /** How many processes of a kind there are, one run each. */
  workers: readonly number[];
  transfers: number;
  webhooks: WebhookLoad;
  cacheDir: string;
  onStep: (what: string) => void;
}

/** The same work by few processes and by many, on one database and one queue. Linux only. */
export async function runWorkers({
  workers,
  transfers,
  webhooks,
  cacheDir,
  onStep,
}: WorkersOptions): Promise<WorkersResult> {
  onStep("the chain");
  const { directory: chainDirectory, manifest } = ensureChain(cacheDir, transfers, "customers");
  const ingest: WorkFigures[] = [];
  const cluster = await openCluster();
  try {
    for (const count of workers) {
      onStep(`ingest, ${count} at once`);
      ingest.push(await shareIngest({ cluster, chainDirectory, manifest }, count));
      onStep(JSON.stringify(ingest.at(-1)));
    }
  } finally {
    await cluster.release();
  }
  const notify: WorkFigures[] = [];
  for (const count of workers) {
    onStep(`notify, ${count} at once`);
    notify.push(await shareNotify(webhooks, count));
    onStep(JSON.stringify(notify.at(-1)));
  }
  const queue = listTestStores().at(-1)?.name ?? "";
  return { queue, load: loadavg()[0] ?? Number.NaN, ingest, notify };
}
