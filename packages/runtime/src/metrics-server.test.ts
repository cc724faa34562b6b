import { Problem } from "@redflag/domain/problem";
import { Counter } from "prom-client";
import { afterEach, expect, test } from "vitest";
import type { HealthCheck } from "./health-check.ts";
import { createRegistry } from "./metrics.ts";
import { type MetricsServer, serveMetrics } from "./metrics-server.ts";

let server: MetricsServer | undefined;
afterEach(() => server?.close());

async function serve(health: Record<string, HealthCheck> = {}) {
  const registry = createRegistry("test");
  server = await serveMetrics({ port: 0, registry, health });
  const { port } = server;
  return { registry, get: (path: string) => fetch(`http://127.0.0.1:${port}${path}`) };
}

test("serves the registry's metrics as Prometheus text", async () => {
  const { registry, get } = await serve();
  new Counter({ name: "redflag_things_total", help: "Things.", registers: [registry] }).inc(3);
  const answer = await get("/metrics");
  expect(answer.headers.get("content-type")).toContain("text/plain");
  const text = await answer.text();
  expect(text).toContain('redflag_things_total{service="test"} 3');
  expect(text).toContain("process_resident_memory_bytes");
});

test("two registries in one process do not share metrics", async () => {
  const [a, b] = [createRegistry("a"), createRegistry("b")];
  new Counter({ name: "redflag_only_a_total", help: "A.", registers: [a] });
  expect(await b.metrics()).not.toContain("redflag_only_a_total");
});

test("is up while it runs, and ready only while every check passes", async () => {
  let isDatabaseThere = false;
  const { get } = await serve({
    queue: async () => undefined,
    database: async () => {
      if (!isDatabaseThere) throw new Problem("database_unreachable", "postgres://u:hunter2@db/x");
    },
  });
  expect((await get("/healthz")).status).toBe(200);
  const unready = await get("/readyz");
  expect(unready.status).toBe(503);
  const body = await unready.text();
  expect(JSON.parse(body)).toMatchObject({ failing: [{ name: "database" }] });
  expect(body).toContain("Database cannot be reached");
  expect(body).not.toContain("hunter2");
  isDatabaseThere = true;
  expect((await get("/readyz")).status).toBe(200);
});

test("a check that never answers makes it unready, not silent", { timeout: 20_000 }, async () => {
  const { get } = await serve({ stuck: () => new Promise(() => undefined) });
  const answer = await get("/readyz");
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("no answer within");
});

test("answers on loopback only", async () => {
  const { registry } = await serve();
  const other = await serveMetrics({ port: 0, registry, health: {} });
  await expect(fetch(`http://127.0.0.2:${other.port}/healthz`)).rejects.toThrow();
  await other.close();
});
