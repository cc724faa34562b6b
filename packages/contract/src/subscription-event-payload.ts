import { z } from "zod";

/** Sent to a subscription because its owner asked for it: nothing has happened. */
export const EndpointTestPayload = z.strictObject({
  type: z.literal("endpoint.test"),
  subscription: z.uuid(),
});

/** Nothing more is sent to a subscription, until its owner resumes it. */
export const SubscriptionDisabledPayload = z.strictObject({
  type: z.literal("subscription.disabled"),
  subscription: z.uuid(),
  /** `gone`: its receiver answered 410. `failing`: for days no attempt succeeded. */
  cause: z.enum(["gone", "failing"]).meta({ "x-open": true }),
  /** Since when no attempt has succeeded. */
  since: z.iso.datetime(),
});
