import type { Audience } from "@redflag/domain/audience";
import type { Database } from "@redflag/store/database";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { registerEventGauges } from "./event-gauges.ts";

export interface StreamMetrics {
  opened(audience: Audience): void;
  ended(audience: Audience, reason: string): void;
  /** For how long the oldest event has waited for its place in the feed. */
  waits(seconds: number): void;
}

export interface ApiMetrics {
  observe(route: string, status: number, seconds: number): void;
  streams: StreamMetrics;
}

export function createApiMetrics(registry: Registry, db: Database): ApiMetrics {
  registerEventGauges(registry, db);
  const answers = new Counter({
    name: "redflag_api_answers_total",
    help: "Answers by route and HTTP status",
    labelNames: ["route", "status"],
    registers: [registry],
  });
  const duration = new Histogram({
    name: "redflag_api_answer_seconds",
    help: "From a request's headers to the end of its answer, by route",
    labelNames: ["route"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5, 10],
    registers: [registry],
  });
  return {
    observe(route, status, seconds) {
      answers.labels(route, String(status)).inc();
      duration.labels(route).observe(seconds);
    },
    streams: createStreamMetrics(registry),
  };
}

function createStreamMetrics(registry: Registry): StreamMetrics {
  const open = new Gauge({
    name: "redflag_api_streams",
    help: "Streams of events that are open, by audience",
    labelNames: ["audience"],
    registers: [registry],
  });
  const ends = new Counter({
    name: "redflag_api_stream_ends_total",
    help: "Streams of events that ended, by audience and why: `gone` where the client hung up",
    labelNames: ["audience", "reason"],
    registers: [registry],
  });
  const waiting = new Gauge({
    name: "redflag_feed_waiting_seconds",
    help: "For how long the oldest committed event has waited for its place in the feed",
    registers: [registry],
  });
  return {
    opened: (audience) => open.labels(audience).inc(),
    ended(audience, reason) {
      open.labels(audience).dec();
      ends.labels(audience, reason).inc();
    },
    waits: (seconds) => waiting.set(seconds),
  };
}
