import type { Address } from "../address.ts";
import type { CalibrationState } from "./calibration.ts";

/** What a calibration is asked to rate: its shape at this address, so surprising, at this time, as the payment of this number. A tuple, since there are thousands. */
export type RatedSurprise = [anchor: Address, surprise: number, time: number, payment: number];

/** A calibration as it is stored: as it stood a while ago, and what it has rated since. */
export interface CalibrationMemory {
  /** Absent until as many are rated as one journal holds. */
  state?: CalibrationState;
  rated: readonly RatedSurprise[];
}

export interface CalibrationChanges {
  state?: CalibrationState;
  pages: ReadonlyMap<number, readonly RatedSurprise[]>;
  pagesGone: readonly number[];
}

/** Rated one by one before all is written down as it then stands. Ours [E]. */
export const JOURNAL_SURPRISES = 512;
export const PAGE_SURPRISES = 32;

/**
 * What is to be stored of a calibration. All of it is 85 kB where there are many episodes, and one payment changes a few bytes: at the
 * head of nine chains that was 4 MB a second in the database's log. So what was rated is stored, in pages, and a whole now and then.
 * Follows from what was rated alone, however the lane is cut into steps.
 */
export class CalibrationJournal {
  #rated: RatedSurprise[];
  #state: CalibrationState | undefined;
  /** Of `#rated`, how many are stored, and in how many pages there are any. */
  #stored: number;
  #pagesStored: number;

  constructor(rated: readonly RatedSurprise[]) {
    this.#rated = [...rated];
    this.#stored = rated.length;
    this.#pagesStored = pagesOf(rated.length);
  }

  /** @param stateNow with what is added */
  add(rated: RatedSurprise, stateNow: () => CalibrationState): void {
    this.#rated.push(rated);
    if (this.#rated.length < JOURNAL_SURPRISES) return;
    this.#state = stateNow();
    this.#rated = [];
    this.#stored = 0;
  }

  /** What has changed since it was last asked. */
  takeChanges(): CalibrationChanges {
    const [state, rated, pagesNow] = [this.#state, this.#rated, pagesOf(this.#rated.length)];
    const pages = new Map<number, RatedSurprise[]>();
    if (rated.length > this.#stored) {
      for (let page = Math.floor(this.#stored / PAGE_SURPRISES); page < pagesNow; page++) {
        pages.set(page, rated.slice(page * PAGE_SURPRISES, (page + 1) * PAGE_SURPRISES));
      }
    }
    const pagesGone: number[] = [];
    for (let page = pagesNow; page < this.#pagesStored; page++) pagesGone.push(page);
    [this.#state, this.#stored, this.#pagesStored] = [undefined, rated.length, pagesNow];
    return { ...(state && { state }), pages, pagesGone };
  }
}

function pagesOf(count: number): number {
  return Math.ceil(count / PAGE_SURPRISES);
}
