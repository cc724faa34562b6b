import { Counter, Histogram, type Registry } from "prom-client";

export interface ApiMetrics {
  observe(route: string, status: number, seconds: number): void;
}

export function createApiMetrics(registry: Registry): ApiMetrics {
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
  };
}
