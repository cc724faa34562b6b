import { installationKeyOf } from "@redflag/runtime/installation-key";
import { WEBHOOK_BOUNDS, type WebhookSettings } from "../webhook-settings.ts";

/** The product's own bounds, under a key that everybody knows. */
export const TEST_WEBHOOKS: WebhookSettings = {
  key: installationKeyOf(Buffer.alloc(32, 7)),
  policy: { privateHosts: [] },
  ...WEBHOOK_BOUNDS,
};
