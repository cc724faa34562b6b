import type { FilteredPayload } from "@redflag/contract/subscription-filter";
import type { Hash } from "@redflag/domain/hex";
import type pg from "pg";
import { hex } from "./stored-column.ts";

export type ToldPayload = FilteredPayload & { alert?: string; subscription?: string; cause?: string };

export interface StoredRelease {
  subscriberId: string;
  position: number;
  eventId: Hash;
  payload: ToldPayload;
  releasedAt: Date;
}

export interface StoredDelivery {
  subscriptionId: string;
  eventId: Hash;
  position: number;
  state: string;
  /** Attempts in the log. */
  attempts: number;
  retryCount: number;
}

export interface StoredSubscriptionState {
  id: string;
  state: string;
  cause: string | null;
  failingSince: Date | null;
  afterPosition: number;
}

/** What exchanges were given and what was sent of it, read with plain SQL. */
export class StoredExchanges {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async #rows<Row extends object>(sql: string): Promise<Row[]> {
    return (await this.#client.query<Row>(sql)).rows;
  }

  /** What exchanges were to be told, given or not; on which lists' word it is said. */
  told() {
    return this.#rows<{ id: Hash; payload: ToldPayload; lists: string[] }>(
      `select ${hex("event_id", "id")}, payload, list_ids as lists from sim.told order by seq`,
    );
  }

  async countUntold(): Promise<number> {
    const [row] = await this.#rows<{ count: number }>("select count(*)::int as count from told_pending");
    return row?.count ?? 0;
  }

  released() {
    return this.#rows<StoredRelease>(`
      select subscriber_id::text as "subscriberId", position::int, ${hex("event_id", "eventId")}, payload,
        released_at as "releasedAt"
      from released_event order by 1, 2`);
  }

  deliveries() {
    return this.#rows<StoredDelivery>(`
      select subscription_id::text as "subscriptionId", ${hex("event_id", "eventId")}, position::int, state,
        (select count(*)::int from delivery_attempt a
          where a.subscription_id = delivery.subscription_id and a.event_id = delivery.event_id) as attempts,
        retry_count as "retryCount"
      from delivery order by 1, 3`);
  }

  subscriptions() {
    return this.#rows<StoredSubscriptionState>(`
      select id::text, state, state_cause as cause, failing_since as "failingSince", after_position::int as "afterPosition"
      from subscription order by id`);
  }

  /** Those that were stopped by themselves and whose owner is not told. */
  stoppedUntold() {
    return this.#rows<{ id: string; cause: string }>(`
      select id::text, state_cause as cause from subscription
      where state_cause in ('gone', 'failing') and not exists (
        select from released_event
        where released_event.subscriber_id = subscription.subscriber_id
          and payload ->> 'type' = 'subscription.disabled' and payload ->> 'subscription' = subscription.id::text
          and payload ->> 'cause' = state_cause
      ) order by id`);
  }

  /** When the next of them is due; null where none ever is. */
  async nextDue(): Promise<Date | null> {
    const [row] = await this.#rows<{ at: Date | null }>(`
      select min(greatest(next_at, claimed_until)) as at from delivery join subscription on id = subscription_id
      where delivery.state = 'waiting' and not is_held and subscription.state = 'active'`);
    return row?.at ?? null;
  }

  /** Events of which no deliveries were made yet, of whoever is sent something. */
  async countUnfanned(): Promise<number> {
    const [row] = await this.#rows<{ count: number }>(`
      select count(*)::int as count from released_event as told
      join subscription using (subscriber_id) left join fan_out using (subscriber_id)
      where subscription.state <> 'disabled' and told.position > greatest(coalesce(fan_out.position, 0), after_position)`);
    return row?.count ?? 0;
  }

  /** Deliveries that are still to be made to somebody who is sent something. */
  async countOwed(): Promise<number> {
    const [row] = await this.#rows<{ count: number }>(`
      select (
        select count(*) from delivery join subscription on id = subscription_id
        where delivery.state = 'waiting' and subscription.state = 'active'
      )::int as count`);
    return row?.count ?? 0;
  }
}
