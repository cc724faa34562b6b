import type { Database } from "@redflag/store/database";
import type { ClaimedDelivery } from "@redflag/store/delivery-claim";
import type { NewDeliveryAttempt } from "@redflag/store/delivery-settle";
import { countSubscriptions } from "@redflag/store/subscription-health";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { registerStandingGauges } from "./standing-gauges.ts";

/** What this process sends. */
export interface NotifyMetrics {
  countAttempt(claimed: Pick<ClaimedDelivery, "attemptCount" | "releasedAt">, attempt: NewDeliveryAttempt): void;
}

/** Subscriptions as the tables have them, true for every process; attempts are this process's own. */
export function registerNotifyMetrics(registry: Registry, db: Database): NotifyMetrics {
  const registers = [registry];
  registerStandingGauges(registry, db);
  new Gauge({
    name: "redflag_webhook_subscriptions",
    help: "Subscriptions, by state and by what ended them",
    labelNames: ["state", "cause"],
    registers,
    async collect() {
      this.reset();
      for (const { state, cause = "", count } of await countSubscriptions(db.kysely)) this.set({ state, cause }, count);
    },
  });
  const attempts = new Counter({
    name: "redflag_webhook_attempts_total",
    help: "Attempts, by what came of them; of those that failed, by the way in which they did",
    labelNames: ["outcome", "failure"],
    registers,
  });
  const first = new Histogram({
    name: "redflag_webhook_first_attempt_seconds",
    help: "From when the event was released to the beginning of the first attempt to send it",
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600],
    registers,
  });
  const delivered = new Histogram({
    name: "redflag_webhook_delivered_seconds",
    help: "From when the event was released until a receiver took it, however many attempts that needed",
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200, 86_400],
    registers,
  });
  return {
    countAttempt({ attemptCount, releasedAt }, { outcome, failure = "", beganAt, latencyMs }) {
      attempts.inc({ outcome, failure });
      const tookMs = beganAt.getTime() + latencyMs - releasedAt.getTime();
      if (outcome === "delivered") delivered.observe(Math.max(0, tookMs) / 1000);
      if (attemptCount === 0) first.observe(Math.max(0, beganAt.getTime() - releasedAt.getTime()) / 1000);
    },
  };
}
