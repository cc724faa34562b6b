import { DELIVERY_ATTEMPTS_MAX, hasFailedTooLong } from "@redflag/domain/delivery-schedule";
import type { Clocks } from "./clocks.ts";
import type { StoredExchanges } from "./stored-exchanges.ts";

/** Whoever's claim had run out meanwhile counts its attempt, too. */
const LATE_ATTEMPTS_MAX = 5;

/** Looks after each attempt at the subscriptions that stopped by themselves, and at what does not stop. */
export class StopWatch {
  readonly #stored: StoredExchanges;
  readonly #clocks: Clocks;

  constructor(stored: StoredExchanges, clocks: Clocks) {
    this.#stored = stored;
    this.#clocks = clocks;
  }

  async look(): Promise<string[]> {
    const { minMs, maxMs } = this.#clocks.databaseSpan;
    const now = new Date(maxMs);
    const untold = await this.#stored.stoppedUntold();
    const subscriptions = await this.#stored.subscriptions();
    const foreign = subscriptions.filter(
      ({ failingSince: since }) => since !== null && (since.getTime() < minMs || since.getTime() > maxMs),
    );
    const early = subscriptions.filter(
      ({ cause, failingSince }) =>
        cause === "failing" && (failingSince === null || !hasFailedTooLong(failingSince, now)),
    );
    const endless = (await this.#stored.deliveries()).filter(
      ({ state, retryCount }) => state === "waiting" && retryCount >= DELIVERY_ATTEMPTS_MAX + LATE_ATTEMPTS_MAX,
    );
    return [
      ...foreign.map(
        ({ id, failingSince }) =>
          `subscription ${id} fails since ${failingSince?.toISOString()}: nobody's clock but a process's`,
      ),
      ...endless.map(
        ({ eventId, retryCount }) => `${eventId.slice(0, 12)} is tried again after ${retryCount} attempts`,
      ),
      ...untold.map(({ id, cause }) => `subscription ${id} is ${cause}, and its owner is not told`),
      ...early.map(
        ({ id, failingSince }) =>
          `subscription ${id} was stopped too soon: failing since ${failingSince?.toISOString()}`,
      ),
    ];
  }
}
