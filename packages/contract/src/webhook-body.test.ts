import { expect, test } from "vitest";
import { webhookBody } from "./webhook-body.ts";

test("the type and the time stand outside, the rest of the event inside", () => {
  const releasedAt = new Date("2026-01-02T03:04:05.678Z");
  const payload = { type: "endpoint.test", subscription: "x" };
  expect(webhookBody({ payload, releasedAt })).toBe(
    '{"type":"endpoint.test","timestamp":"2026-01-02T03:04:05.678Z","data":{"subscription":"x"}}',
  );
});
