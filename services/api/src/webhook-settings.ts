import type { InstallationKey } from "@redflag/runtime/installation-key";
import type { WebhookPolicy } from "@redflag/runtime/webhook-url";
import type { Executor } from "@redflag/store/database";

export interface WebhookSettings {
  /** What secrets and own addresses rest under, and goes on to until this transaction ends. @throws Problem `installation_key_invalid` */
  holdKey: (tx: Executor) => Promise<InstallationKey>;
  policy: WebhookPolicy;
  /** Of one subscriber, and of its sandbox as many. */
  subscriptionsMax: number;
  addressSetsMax: number;
}

/** Ours [E]. */
export const WEBHOOK_BOUNDS = { subscriptionsMax: 50, addressSetsMax: 10 };
