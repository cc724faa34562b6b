import { hasFailedTooLong } from "@redflag/domain/delivery-schedule";
import type { Clocks } from "./clocks.ts";
import type { StoredExchanges } from "./stored-exchanges.ts";

/** Looks after each attempt at the subscriptions that stopped by themselves. */
export class StopWatch {
  readonly #stored: StoredExchanges;
  readonly #clocks: Clocks;

  constructor(stored: StoredExchanges, clocks: Clocks) {
    this.#stored = stored;
    this.#clocks = clocks;
  }

  async look(): Promise<string[]> {
    const now = new Date(this.#clocks.databaseMaxMs);
    const untold = await this.#stored.stoppedUntold();
    const early = (await this.#stored.subscriptions()).filter(
      ({ cause, failingSince }) =>
        cause === "failing" && (failingSince === null || !hasFailedTooLong(failingSince, now)),
    );
    return [
      ...untold.map(({ id, cause }) => `subscription ${id} is ${cause}, and its owner is not told`),
      ...early.map(
        ({ id, failingSince }) =>
          `subscription ${id} was stopped too soon: failing since ${failingSince?.toISOString()}`,
      ),
    ];
  }
}
