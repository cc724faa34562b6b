import { randomUUID } from "node:crypto";
import { contentHash } from "@redflag/domain/content-hash";
import type { Hash } from "@redflag/domain/hex";
import { bytesOf } from "./bytes.ts";
import type { Database } from "./database.ts";
import { insertReleasedEvents } from "./released-event.ts";
import { insertSubscriber } from "./subscriber.ts";
import { inTransaction } from "./transaction.ts";

/** An exchange with webhooks, as the API would have made them. */
export class SampleWebhooks {
  readonly subscriberId = randomUUID();
  readonly #db: Database;

  private constructor(db: Database) {
    this.#db = db;
  }

  /** @param db as its owner */
  static async open(db: Database): Promise<SampleWebhooks> {
    const sample = new SampleWebhooks(db);
    await insertSubscriber(db.kysely, { id: sample.subscriberId, name: `Exchange ${sample.subscriberId}` });
    return sample;
  }

  /** @returns the subscription's id */
  async subscribe({
    url = "https://receiver.example/hook",
    filter = {} as object,
    isOrdered = false,
    seal = (_id: string): Buffer => Buffer.from("sealed"),
  } = {}): Promise<string> {
    const id = randomUUID();
    await this.#db.kysely
      .insertInto("subscription")
      .values({
        id,
        subscriber_id: this.subscriberId,
        name: "main",
        url,
        filter: JSON.stringify(filter),
        is_ordered: isOrdered,
        state: "active",
      })
      .execute();
    await this.#db.kysely
      .insertInto("subscription_secret")
      .values({ subscription_id: id, seq: 1, sealed: seal(id) })
      .execute();
    return id;
  }

  /** Gives it events, in their order. Each has an id by its number, which no other sample event has. */
  async release(...events: ReadonlyArray<{ n: number; payload: object }>): Promise<void> {
    const named = events.map(({ n, payload }) => ({ eventId: eventIdOf(n), payload }));
    await inTransaction(this.#db, (tx) => insertReleasedEvents(tx, this.subscriberId, named));
  }

  /** Each delivery of a subscription, oldest first, as the owner of the tables sees it. */
  async deliveries(subscriptionId: string) {
    return this.#db.kysely
      .selectFrom("delivery")
      .selectAll()
      .where("subscription_id", "=", subscriptionId)
      .orderBy("position")
      .execute();
  }

  async attempts(subscriptionId: string, n: number) {
    return this.#db.kysely
      .selectFrom("delivery_attempt")
      .selectAll()
      .where("subscription_id", "=", subscriptionId)
      .where("event_id", "=", bytesOf(eventIdOf(n)))
      .orderBy("number")
      .execute();
  }

  async subscription(id: string) {
    return this.#db.kysely.selectFrom("subscription").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  }
}

export function eventIdOf(n: number): Hash {
  return contentHash("redflag/sample-event/1", n);
}

/** As an exchange is told of a payment of this subject's. */
export function samplePayload(subject = "eip155:1:0x00000000000000000000000000000000000000a1"): object {
  return { type: "alert.created", alert: eventIdOf(0), chain: "eip155:1", heuristic: "watchlist-hit", subject };
}
