import { expect, test } from "vitest";
import { runWebhooks, webhooksText } from "./run-webhooks.ts";
import { runWebhookFloor, webhookFloorText } from "./webhook-floor.ts";

const sizes = { alertsPerS: 20, seconds: 1, subscribers: 3, subscriptions: 40, matching: 4 };

test("every event reaches every healthy receiver that it is for", async () => {
  const figures = await runWebhooks(sizes, () => undefined);
  expect(figures.length).toBeGreaterThan(0);
  for (const one of figures) {
    expect(one).toMatchObject({ alerts: 20, deliveries: 80, missing: 0 });
    expect(webhooksText([one])).toContain("0 missing");
  }
});

test("a bare loop brings the same", async () => {
  const floor = await runWebhookFloor(sizes);
  expect(floor).toMatchObject({ alerts: 20, deliveries: 80, missing: 0 });
  expect(webhookFloorText(floor)).toContain("0 missing");
});
