import { Agent, request } from "node:https";
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { commitOf, inWorld, ownCpuSeconds, percentile, play, type WebhookLoad } from "./webhook-load.ts";
import type { WebhookTarget } from "./webhook-world.ts";

const POLL_MS = 50;
const REST_MS_MAX = 60_000;

/** What the same alerts and receivers cost without Redflag's part. */
export interface WebhookFloor {
  alerts: number;
  deliveries: number;
  arrivedP99Ms: number;
  missing: number;
  /** This process: who writes the alerts, who posts, and all receivers. */
  benchCpuS: number;
  postgresCpuS: number;
  load: number;
}

/**
 * The same alerts written and the same receivers, and between them a bare loop that posts each event once to all that it is for:
 * nothing is looked up, signed, written down or tried again.
 */
export async function runWebhookFloor(load: WebhookLoad): Promise<WebhookFloor> {
  return inWorld(load, async ({ cluster, db, world }) => {
    const agent = new Agent({ keepAlive: true, ca: world.ca });
    try {
      let deliveries = 0;
      let healthy = 0;
      const cpuBefore = [ownCpuSeconds(), cluster.readOpenCpuSeconds()] as const;
      const committed = await play(db, world, load, (events) => {
        for (const { eventId, rule, payload } of events) {
          for (const target of world.targets.get(rule) ?? []) {
            deliveries++;
            if (target.isHealthy) healthy++;
            post(agent, target, eventId, JSON.stringify(payload));
          }
        }
      });
      const restUntil = performance.now() + REST_MS_MAX;
      while (world.arrivals.size < healthy && performance.now() < restUntil) await sleep(POLL_MS);
      const arrived = [...world.arrivals].map(([key, at]) => at - commitOf(committed, key.split(" ")[1] ?? ""));
      return {
        alerts: committed.size,
        deliveries,
        arrivedP99Ms: percentile(arrived, 99),
        missing: healthy - world.arrivals.size,
        benchCpuS: ownCpuSeconds() - cpuBefore[0],
        postgresCpuS: cluster.readOpenCpuSeconds() - cpuBefore[1],
        load: loadavg()[0] ?? Number.NaN,
      };
    } finally {
      agent.destroy();
    }
  });
}

/** Whatever comes of it. */
function post(agent: Agent, { url }: WebhookTarget, eventId: string, body: string): void {
  const sent = request(url, { agent, method: "POST", headers: { "webhook-id": eventId } });
  sent.on("error", () => undefined).on("response", (response) => response.resume().on("error", () => undefined));
  sent.end(body);
}

export function webhookFloorText(floor: WebhookFloor): string {
  return [
    `floor, a bare loop that posts: ${floor.alerts} alerts, ${floor.deliveries} deliveries, load ${floor.load.toFixed(1)}`,
    `  committed → healthy receiver  p99 ${floor.arrivedP99Ms} ms; ${floor.missing} missing`,
    `  processor seconds: PostgreSQL ${floor.postgresCpuS.toFixed(1)}, the alerts' writer, the loop and the receivers ${floor.benchCpuS.toFixed(1)}`,
  ].join("\n");
}
