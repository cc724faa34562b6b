import { randomUUID } from "node:crypto";
import type { SubscriptionFilter } from "@redflag/contract/subscription-filter";
import type { Database } from "@redflag/store/database";

/** A webhook of a subscriber's, to nowhere. @returns its id */
export async function seedSubscription(
  db: Database,
  subscriberId: string,
  filter: SubscriptionFilter,
): Promise<string> {
  const id = randomUUID();
  await db.pool.query(
    `insert into subscription (id, subscriber_id, name, url, filter, is_ordered, state)
     values ($1, $2, 'A webhook', 'https://exchange.example/events', $3, false, 'active')`,
    [id, subscriberId, JSON.stringify(filter)],
  );
  return id;
}
