import type { Generated } from "kysely";

/** Where exchanges have events sent to, and what became of each. */
export interface WebhookTables {
  installation_key: InstallationKeyTable;
  subscription: SubscriptionTable;
  subscription_secret: SubscriptionSecretTable;
  address_set: AddressSetTable;
  set_address: SetAddressTable;
  fan_out: FanOutTable;
  delivery: DeliveryTable;
  delivery_attempt: DeliveryAttemptTable;
}

interface InstallationKeyTable {
  is_only: Generated<boolean>;
  id: Buffer;
  made_at: Generated<Date>;
}

export interface SubscriptionTable {
  id: string;
  subscriber_id: string;
  name: string;
  url: string;
  filter: unknown;
  is_ordered: boolean;
  state: string;
  state_cause: string | null;
  failing_since: Date | null;
  version: Generated<number>;
  after_position: Generated<number>;
  created_at: Generated<Date>;
  deleted_at: Date | null;
}

interface SubscriptionSecretTable {
  subscription_id: string;
  seq: number;
  sealed: Buffer;
  created_at: Generated<Date>;
  ends_at: Date | null;
}

export interface AddressSetTable {
  id: string;
  subscriber_id: string;
  name: string;
  address_count: Generated<number>;
  version: Generated<number>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
}

interface SetAddressTable {
  set_id: string;
  address_hash: Buffer;
}

interface FanOutTable {
  subscriber_id: string;
  position: number;
}

export interface DeliveryTable {
  subscription_id: string;
  event_id: Buffer;
  position: number;
  subject: string | null;
  is_held: Generated<boolean>;
  state: string;
  attempt_count: Generated<number>;
  retry_count: Generated<number>;
  next_at: Generated<Date>;
  claimed_until: Date | null;
  created_at: Generated<Date>;
  settled_at: Date | null;
}

export interface DeliveryAttemptTable {
  subscription_id: string;
  event_id: Buffer;
  number: number;
  began_at: Date;
  latency_ms: number;
  outcome: string;
  failure: string | null;
  detail: string | null;
  status: number | null;
  request: unknown;
  response: unknown;
}
