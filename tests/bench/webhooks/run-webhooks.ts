import assert from "node:assert/strict";
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import type { Database } from "@redflag/store/database";
import { readCpuSeconds } from "../postgres-cpu.ts";
import { startNotify } from "./start-notify.ts";
import {
  commitOf,
  type InsideWorld,
  inWorld,
  ownCpuSeconds,
  percentile,
  play,
  type WebhookLoad,
} from "./webhook-load.ts";
import type { WebhookWorld } from "./webhook-world.ts";

const POLL_MS = 500;
/** After the last alert, for what has not come yet. */
const REST_MS_MAX = 60_000;

/** What one queue came to. */
export interface WebhookFigures {
  queue: string;
  alerts: number;
  deliveries: number;
  /** From the commit of an alert's events to the first attempt, of all subscriptions. */
  firstP50Ms: number;
  firstP99Ms: number;
  /** To its arrival at a healthy receiver. */
  arrivedP99Ms: number;
  /** Of healthy receivers: what never came, and requests that came again. */
  missing: number;
  repeated: number;
  /** Those whose first attempt had not ended at the end; only of receivers that are not healthy. */
  openFirsts: number;
  notifyCpuS: number;
  postgresCpuS: number;
  /** This process: who writes the alerts, and all receivers. */
  benchCpuS: number;
  load: number;
}

/**
 * The real process beside alerts that come at a rate, each for every subscriber; of ten receivers three fail, hang or lie. Commit
 * and arrival are read on one clock, attempts in the log.
 */
export async function runWebhooks(load: WebhookLoad, onStep: (what: string) => void): Promise<WebhookFigures[]> {
  const figures: WebhookFigures[] = [];
  for (const { name, open } of listTestStores()) {
    onStep(`webhooks woken by ${name}`);
    const store = name === "redis" ? await open() : undefined;
    try {
      const redisUrl = store?.backend.url;
      figures.push(await inWorld(load, (inside) => measure({ queue: name, redisUrl, load, ...inside })));
    } finally {
      await store?.close();
    }
  }
  return figures;
}

interface Measured extends InsideWorld {
  queue: string;
  redisUrl: string | undefined;
  load: WebhookLoad;
}

async function measure(measured: Measured): Promise<WebhookFigures> {
  const { queue, load, cluster, db, world } = measured;
  const notify = await startNotify(measured);
  try {
    const cpuBefore = [readCpuSeconds(notify.pid), cluster.readOpenCpuSeconds(), ownCpuSeconds()] as const;
    const committed = await play(db, world, load);
    const deliveries = committed.size * load.matching;
    const restUntil = performance.now() + REST_MS_MAX;
    let owed = await countDeliveries(db, world);
    while ((owed.all < deliveries || world.arrivals.size < owed.healthy) && performance.now() < restUntil) {
      await sleep(POLL_MS);
      owed = await countDeliveries(db, world);
    }
    assert.equal(owed.all, deliveries, "each alert is for so many subscriptions");
    const { rows } = await db.pool.query<{ event: Buffer; began: Date }>(
      "select event_id as event, began_at as began from delivery_attempt where number = 1",
    );
    const firsts = rows.map(({ event, began }) => began.getTime() - commitOf(committed, `0x${event.toString("hex")}`));
    const arrived = [...world.arrivals].map(([key, at]) => at - commitOf(committed, key.split(" ")[1] ?? ""));
    return {
      queue,
      alerts: committed.size,
      deliveries,
      firstP50Ms: percentile(firsts, 50),
      firstP99Ms: percentile(firsts, 99),
      arrivedP99Ms: percentile(arrived, 99),
      missing: owed.healthy - world.arrivals.size,
      repeated: world.requestCount() - world.arrivals.size,
      openFirsts: deliveries - rows.length,
      notifyCpuS: readCpuSeconds(notify.pid) - cpuBefore[0],
      postgresCpuS: cluster.readOpenCpuSeconds() - cpuBefore[1],
      benchCpuS: ownCpuSeconds() - cpuBefore[2],
      load: loadavg()[0] ?? Number.NaN,
    };
  } finally {
    await notify.end();
  }
}

/** Those that have been made, and of them those of healthy receivers. */
async function countDeliveries(db: Database, world: WebhookWorld): Promise<{ all: number; healthy: number }> {
  const { rows } = await db.pool.query<{ all: number; healthy: number }>(
    `select count(*)::integer as all, count(*) filter (where subscription_id = any($1))::integer as healthy from delivery`,
    [[...world.healthy]],
  );
  return rows[0] ?? { all: 0, healthy: 0 };
}

export function webhooksText(figures: readonly WebhookFigures[]): string {
  return figures
    .map((one) =>
      [
        `queue in ${one.queue}: ${one.alerts} alerts, ${one.deliveries} deliveries, load ${one.load.toFixed(1)}`,
        `  committed → first attempt  p50 ${one.firstP50Ms} ms, p99 ${one.firstP99Ms} ms, of attempts that have ended`,
        `  ${one.openFirsts} first attempts have not ended: receivers that hang hold each until its 15 s are out, and from the third second on a subscription of theirs has one at a time`,
        `  committed → healthy receiver  p99 ${one.arrivedP99Ms} ms; ${one.missing} missing, ${one.repeated} more than once`,
        `  processor seconds: notify ${one.notifyCpuS.toFixed(1)}, PostgreSQL ${one.postgresCpuS.toFixed(1)}, the alerts' writer and the receivers ${one.benchCpuS.toFixed(1)}`,
      ].join("\n"),
    )
    .join("\n");
}
