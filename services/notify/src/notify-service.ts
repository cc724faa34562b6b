import { setTimeout as sleep } from "node:timers/promises";
import { parseNotifySubscriptionJob } from "@redflag/contract/jobs";
import type { SlotBounds } from "@redflag/domain/delivery-slots";
import { Problem } from "@redflag/domain/problem";
import { FailureLog } from "@redflag/runtime/failure-log";
import type { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import type { Logger } from "@redflag/runtime/logger";
import type { Queue } from "@redflag/runtime/queue";
import type { Database } from "@redflag/store/database";
import { listDueSubscriptions } from "@redflag/store/delivery";
import { dropOldDeliveries } from "@redflag/store/delivery-drop";
import type { WebhookClient } from "./attempt/attempt.ts";
import { Bell } from "./bell.ts";
import { DeliveryEngine } from "./delivery-engine.ts";
import { keepFanningOut } from "./fan-out-service.ts";
import type { NotifyMetrics } from "./notify-metrics.ts";
import { openUnderKey } from "./open-under-key.ts";
import { SettleBuffer } from "./settle-buffer.ts";
import { deliveryFields, traceDelivery } from "./trace-delivery.ts";

export interface NotifyServiceOptions {
  db: Database;
  queue: Queue;
  client: Pick<WebhookClient, "attempt">;
  key: HeldInstallationKey;
  logger: Logger;
  signal: AbortSignal;
  metrics?: NotifyMetrics | undefined;
  /** How many attempts this process has under way; as `BOUNDS` unless told. */
  bounds?: SlotBounds;
  /** How long it is kept what was delivered; a month unless told. */
  logDays?: number | undefined;
}

/** Of a subscription, as many as a receiver on one core bears [E]; in all, so that hanging ones leave room [E]. */
const BOUNDS: SlotBounds = { total: 512, own: 4 };
const LOG_DAYS = 30;
/** What was given up can be asked for again for so long, and a paused subscription finds what it is owed. */
const OWED_DAYS = 90;

/** Deliveries whose time has come, or whose wake-up or claim was lost, are found this often. */
const SWEEP_MS = 1_000;
const RETENTION_SWEEP_MS = 3_600_000;
/** They only name a subscription, and are done with at once. */
const JOBS_AT_ONCE = 8;

/**
 * Sends exchanges what they were given, until the signal aborts. Several processes may do so on one database and one queue: rows
 * say what is to be sent, and who is at it.
 */
export async function runNotifyService(options: NotifyServiceOptions): Promise<void> {
  const { db, queue, client, key, logger, signal, metrics, bounds = BOUNDS } = options;
  const failures = new FailureLog(logger);
  const bell = new Bell();
  const settled = new SettleBuffer({
    db,
    onStopped(stopped) {
      for (const { id: subscription, cause } of stopped) {
        logger.warn({ msg: "a subscription is sent nothing more", subscription, cause });
      }
      // Its owner is told so by the other ways.
      bell.strike();
    },
    onFailure(problem, count) {
      logger.warn({ msg: "attempts could not be written down and will be made again", count });
      failures.tell("all", "settle", problem);
    },
  });
  const engine = new DeliveryEngine({
    db,
    client,
    settled,
    bounds,
    openSecret: (subscriptionId, sealed) => openUnderKey({ db, key }, subscriptionId, sealed),
    random: Math.random,
    onFailure: (problem) => failures.tell("all", "claim", problem),
    onTried(claimed, { settlement: { attempt } }) {
      metrics?.countAttempt(claimed, attempt);
      traceDelivery(claimed, attempt);
      logger.debug({ msg: "tried a delivery", ...deliveryFields(claimed, attempt) });
    },
  });
  const worker = await queue.work(async (payload) => engine.wake(parseNotifySubscriptionJob(payload).subscription), {
    concurrency: JOBS_AT_ONCE,
  });
  const sweep = () =>
    repeat(SWEEP_MS, signal, failures, "sweep", async () => {
      for (const id of await listDueSubscriptions(db.kysely)) engine.wake(id);
    });
  const ages = { deliveredDays: options.logDays ?? LOG_DAYS, owedDays: Math.max(OWED_DAYS, options.logDays ?? 0) };
  const drop = () =>
    repeat(RETENTION_SWEEP_MS, signal, failures, "retention", async () => {
      while (!signal.aborted && (await dropOldDeliveries(db, ages)) > 0);
    });
  try {
    const fanningOut = keepFanningOut({ db, queue, key, logger, failures, bell, engine }, signal);
    await Promise.all([fanningOut, engine.run(signal), sweep(), drop()]);
  } finally {
    await worker.close();
  }
}

/** Again and again; what fails is told and tried again. */
async function repeat(
  everyMs: number,
  signal: AbortSignal,
  failures: FailureLog,
  step: string,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failures.tell("all", step, error);
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
