import { Problem } from "@redflag/domain/problem";
import type { Database, Executor } from "@redflag/store/database";
import { type Settlement, settleDeliveries } from "@redflag/store/delivery-settle";
import { markFailing, markSucceeding, stopSubscription } from "@redflag/store/subscription-health";
import { inTransaction } from "@redflag/store/transaction";
import { type EndedAttempt, type Health, healthOf } from "./health.ts";

const SETTLED_AT_ONCE_MAX = 100;

/** What was claimed, has been tried, and is to be written down. */
export interface Tried {
  settlement: Settlement;
  /** Of the subscription, when it was claimed. */
  failingSince: Date | undefined;
}

export interface SettleBufferOptions {
  db: Database;
  /** Some subscriptions are sent nothing any more. */
  onStopped: (stopped: Health["stopping"]) => void;
  /** What could not be written down: the claims run out, and then it is sent again under the same ids. */
  onFailure: (problem: Problem, count: number) => void;
}

/** Writes attempts down, together what ends while others are being written: attempts and their deliveries in one transaction. */
export class SettleBuffer {
  readonly #options: SettleBufferOptions;
  #waiting: Array<{ tried: Tried; done: () => void }> = [];
  #isWriting = false;

  constructor(options: SettleBufferOptions) {
    this.#options = options;
  }

  /** Resolves once it is written, or has been given up. */
  settle(tried: Tried): Promise<void> {
    const { promise, resolve: done } = Promise.withResolvers<void>();
    this.#waiting.push({ tried, done });
    if (!this.#isWriting) void this.#write();
    return promise;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, SETTLED_AT_ONCE_MAX);
      await this.#writeBatch(batch.map(({ tried }) => tried));
      for (const { done } of batch) done();
    }
    this.#isWriting = false;
  }

  async #writeBatch(batch: readonly Tried[]): Promise<void> {
    const { db, onStopped, onFailure } = this.#options;
    try {
      const stopped = await inTransaction(db, (tx) => write(tx, batch), { attemptsMax: 5 });
      if (stopped.length > 0) onStopped(stopped);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      onFailure(error, batch.length);
    }
  }
}

async function write(tx: Executor, batch: readonly Tried[]): Promise<Health["stopping"]> {
  await settleDeliveries(
    tx,
    batch.map(({ settlement }) => settlement),
  );
  const { succeeding, failing, stopping } = healthOf(batch.map(endedOf), new Date());
  await markSucceeding(tx, succeeding);
  await markFailing(tx, failing);
  const stopped: Health["stopping"] = [];
  for (const stop of stopping) if (await stopSubscription(tx, stop)) stopped.push(stop);
  return stopped;
}

function endedOf({ settlement: { subscriptionId, attempt }, failingSince }: Tried): EndedAttempt {
  const { outcome, beganAt } = attempt;
  return { subscriptionId, outcome, beganAt, failingSince };
}
