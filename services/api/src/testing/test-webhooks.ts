import { installationKeyOf } from "@redflag/runtime/installation-key";
import { WEBHOOK_BOUNDS, type WebhookSettings } from "../webhook-settings.ts";

/** One that everybody knows. */
export const TEST_KEY = installationKeyOf(Buffer.alloc(32, 7));

/** The product's own bounds, under that key. */
export const TEST_WEBHOOKS: WebhookSettings = {
  holdKey: async () => TEST_KEY,
  policy: { privateHosts: [] },
  ...WEBHOOK_BOUNDS,
};
