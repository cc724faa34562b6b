import { expect, test } from "vitest";
import { EventPayload } from "./event-payload.ts";
import { SAMPLE_EVENTS } from "./sample-events.ts";
import { EVENT_TYPES } from "./subscription-filter.ts";
import { WebhookBody, webhookBody } from "./webhook-body.ts";

test("each type is one of the union, and the union has no other", () => {
  const told = EventPayload.options.flatMap(({ shape: { type } }) =>
    "options" in type ? type.options : [...type.values],
  );
  expect([...told].sort()).toEqual([...EVENT_TYPES].sort());
});

test("a body is type, time and the rest, and nothing twice", () => {
  const [{ payload } = expect.fail()] = SAMPLE_EVENTS.slice(-2);
  const body = webhookBody({ payload, releasedAt: new Date("2026-01-05T12:00:00Z") });
  expect(body).toBe(
    `{"type":"endpoint.test","timestamp":"2026-01-05T12:00:00.000Z","data":{"subscription":"5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a"}}`,
  );
  expect(WebhookBody.parse(JSON.parse(body))).toEqual(JSON.parse(body));
});
