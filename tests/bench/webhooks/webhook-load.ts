import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Hash } from "@redflag/domain/hex";
import { type Database, openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { inTransaction } from "@redflag/store/transaction";
import { eventIdOf, samplePayload } from "@redflag/store/webhook.samples";
import { type Cluster, openCluster } from "../cluster.ts";
import { openWebhookWorld, type WebhookSizes, type WebhookWorld } from "./webhook-world.ts";

const ROOT = join(import.meta.dirname, "../../..");
const BATCH_MS = 100;

export interface WebhookLoad extends WebhookSizes {
  alertsPerS: number;
  seconds: number;
}

export interface InsideWorld {
  cluster: Cluster;
  url: string;
  db: Database;
  world: WebhookWorld;
}

/** A database of its own with subscribers and their receivers, for as long as the work goes on. */
export async function inWorld<T>(load: WebhookLoad, work: (inside: InsideWorld) => Promise<T>): Promise<T> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("webhooks");
    const db = await openDatabase({ url, applicationName: "bench" });
    try {
      await migrate(db, join(ROOT, "migrations"));
      const world = await openWebhookWorld(db, load);
      try {
        return await work({ cluster, url, db, world });
      } finally {
        await world.close();
      }
    } finally {
      await db.close();
    }
  } finally {
    await cluster.release();
  }
}

export interface PlayedEvent {
  eventId: Hash;
  /** Whose subscriptions it is for. */
  rule: string;
  payload: object;
}

/** @returns when each event was committed */
export async function play(
  db: Database,
  world: WebhookWorld,
  load: WebhookLoad,
  onCommitted: (events: readonly PlayedEvent[]) => void = () => undefined,
): Promise<Map<string, number>> {
  const committed = new Map<string, number>();
  const count = load.alertsPerS * load.seconds;
  const began = performance.now();
  for (let n = 0; n < count; ) {
    const due = Math.min(count, Math.ceil(((performance.now() - began) / 1000) * load.alertsPerS));
    const events = Array.from({ length: due - n }, (_, i): PlayedEvent => {
      const rule = `rule-${(n + i) % world.rules}`;
      return { eventId: eventIdOf(n + i), rule, payload: { ...samplePayload(), heuristic: rule } };
    });
    await inTransaction(db, async (tx) => {
      for (const { subscriberId } of world.exchanges) await insertReleasedEvents(tx, subscriberId, events);
    });
    const at = Date.now();
    for (const { eventId } of events) committed.set(eventId, at);
    onCommitted(events);
    n = due;
    await sleep(BATCH_MS);
  }
  return committed;
}

export function commitOf(committed: ReadonlyMap<string, number>, eventId: string): number {
  const at = committed.get(eventId);
  assert(at !== undefined, "nothing is sent that was not committed");
  return at;
}

export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** Of this process until now. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
