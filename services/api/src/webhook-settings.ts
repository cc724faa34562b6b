import type { InstallationKey } from "@redflag/runtime/installation-key";
import type { WebhookPolicy } from "@redflag/runtime/webhook-url";

export interface WebhookSettings {
  /** What secrets and own addresses rest under. */
  key: InstallationKey;
  policy: WebhookPolicy;
  /** Of one subscriber, and of its sandbox as many. */
  subscriptionsMax: number;
  addressSetsMax: number;
}

/** Ours [E]. */
export const WEBHOOK_BOUNDS = { subscriptionsMax: 50, addressSetsMax: 10 };
