import { createRegistry } from "@redflag/runtime/metrics";
import { expect, test } from "vitest";
import { registerRefreshMetrics } from "./refresh-metrics.ts";
import { refreshDueLists } from "./run-refresh.ts";
import { csvOf, openRefreshWorld } from "./testing/refresh-world.ts";

const world = await openRefreshWorld();

test("says how old each list is, how its publisher fails, and what the rounds of this process came to", async () => {
  const registry = createRegistry("test");
  const counters = registerRefreshMetrics(registry, world.deps.db);
  const body = csvOf(3);
  world.publisher.publish({ sound: body });
  await world.addSource("sound");
  await world.addSource("missing");
  await refreshDueLists({ ...world.deps, counters });
  const text = await registry.metrics();
  expect(text).toMatch(/redflag_list_age_seconds\{list="sound",service="test"\} \d/);
  expect(text).not.toContain('redflag_list_age_seconds{list="missing"');
  expect(text).toContain('redflag_list_failures{list="sound",code="",service="test"} 0');
  expect(text).toContain('redflag_list_failures{list="missing",code="outbound_failed",service="test"} 1');
  expect(text).toContain('redflag_refresh_rounds_total{outcome="read",code="",service="test"} 1');
  expect(text).toContain('redflag_refresh_rounds_total{outcome="failed",code="outbound_failed",service="test"} 1');
  expect(text).toContain(`redflag_refresh_bytes_total{service="test"} ${body.length}`);
});
