import type { Address } from "../address.ts";
import { type CalibrationChanges, CalibrationJournal, type CalibrationMemory } from "./calibration-journal.ts";

const DAY_S = 86_400;
/** Past that a surprise is held against. Ours [E]. */
export const CALIBRATION_S = 60 * DAY_S;
/** Sightings of one address by one shape within this of each other are one episode. Ours [E]. */
const EPISODE_GAP_S = 25 * DAY_S;
/** Episodes that are remembered: where there are more, the latest, held against the payments since then. Ours [E]. */
export const EPISODES_MAX = 1_024;
/** What a shape is taken for before it has shown its habits: so many episodes of this middle and spread, in decades. */
const PRIOR_EPISODES = 10;
const PRIOR_MEDIAN = 1.5;
const PRIOR_SPREAD = 2.5;
const SPREAD_MIN = 1;
/** A shape that is hardly ever seen is still given so many episodes. */
const EPISODES_MIN = 5;
/** −log10 of one half: the median has half of the episodes above it. */
const HALF = 0.3;

/** Of one address by one shape: last seen at this time, as the payment of this number. A tuple, since there are thousands. */
export type Episode = [anchor: Address, lastTime: number, surprise: number, lastPayment: number];

export interface CalibrationState {
  episodes: readonly Episode[];
  ended: readonly Episode[];
  /** The number of the payment up to which episodes were let go for want of room; 0 while none was. */
  forgottenUpTo: number;
  /** As counted on this day of block time. */
  day: number;
  count: number;
  median: number;
  spread: number;
}

/** Payments of the chain: those in CALIBRATION_S, and all. */
export interface PaymentCounts {
  lately: number;
  total: number;
}

const NOTHING: CalibrationMemory = { rated: [] };

/**
 * What one shape in one layer is worth on this chain. A surprise is wrong wherever what it assumes is wrong, and differently
 * for each shape; so the strongest of each episode of the last 60 days say how strong one usually is. Its tail is read from
 * the middle of them, so that few schemes do not hide each other. A shape that the local habits bring about mutes itself.
 */
export class Calibration {
  /** The one last seen comes last. */
  readonly #episodes: Map<Address, Episode>;
  /** Ended by a later one of the same address; still of the last 60 days. */
  #ended: Episode[];
  #forgottenUpTo: number;
  #day: number;
  #count: number;
  #median: number;
  #spread: number;
  readonly #journal: CalibrationJournal;

  constructor({ state, rated }: CalibrationMemory = NOTHING) {
    this.#episodes = new Map(state?.episodes.map((episode) => [episode[0], [...episode]]));
    this.#ended = [...(state?.ended ?? [])];
    this.#forgottenUpTo = state?.forgottenUpTo ?? 0;
    this.#day = state?.day ?? -1;
    this.#count = state?.count ?? 0;
    this.#median = state?.median ?? PRIOR_MEDIAN;
    this.#spread = state?.spread ?? PRIOR_SPREAD;
    this.#journal = new CalibrationJournal(rated);
    for (const [anchor, surprise, time, payment] of rated) {
      this.#look(time);
      this.#remember(anchor, surprise, time, payment);
    }
  }

  /** As it is now, whatever it becomes. */
  get state(): CalibrationState {
    return {
      episodes: [...this.#episodes.values()],
      ended: [...this.#ended],
      forgottenUpTo: this.#forgottenUpTo,
      day: this.#day,
      count: this.#count,
      median: this.#median,
      spread: this.#spread,
    };
  }

  /** @returns −log10 of how many episodes as strong as this chance brings with each payment; 4 is one in 10,000 */
  rate(anchor: Address, surprise: number, time: number, payments: PaymentCounts): number {
    this.#look(time);
    const since = Math.max(1, Math.min(payments.lately, payments.total - this.#forgottenUpTo));
    const base = Math.log10(since / Math.max(EPISODES_MIN, this.#count + 1)) + HALF;
    const tail = surprise > this.#median ? (surprise - this.#median) / this.#spread : 0;
    this.#remember(anchor, surprise, time, payments.total);
    this.#journal.add([anchor, surprise, time, payments.total], () => this.state);
    return base + tail;
  }

  /** What is to be stored since it was last asked. */
  takeChanges(): CalibrationChanges {
    return this.#journal.takeChanges();
  }

  #remember(anchor: Address, surprise: number, time: number, payment: number): void {
    const episode = this.#episodes.get(anchor);
    this.#episodes.delete(anchor);
    if (episode !== undefined && time - episode[1] <= EPISODE_GAP_S) {
      this.#episodes.set(anchor, [anchor, time, Math.max(episode[2], surprise), payment]);
      return;
    }
    if (episode !== undefined) this.#ended.push(episode);
    this.#episodes.set(anchor, [anchor, time, surprise, payment]);
    if (this.#episodes.size + this.#ended.length > EPISODES_MAX) this.#forget();
  }

  /** One of those that ended, if there are any, else the one seen least lately. */
  #forget(): void {
    const [first] = this.#episodes.values();
    const forgotten = this.#ended.shift() ?? first;
    if (forgotten === undefined) return;
    if (forgotten === first) this.#episodes.delete(forgotten[0]);
    this.#forgottenUpTo = Math.max(this.#forgottenUpTo, forgotten[3]);
  }

  /** Once a day of block time. */
  #look(time: number): void {
    const day = Math.floor(time / DAY_S);
    if (day === this.#day) return;
    this.#day = day;
    const since = time - CALIBRATION_S;
    this.#ended = this.#ended.filter(([, lastTime]) => lastTime >= since);
    for (const [anchor, [, lastTime]] of this.#episodes) {
      if (lastTime >= since) break;
      this.#episodes.delete(anchor);
    }
    const surprises = [...this.#episodes.values(), ...this.#ended]
      .map(([, , surprise]) => surprise)
      .sort((a, b) => a - b);
    const count = surprises.length;
    const weigh = (own: number, prior: number) => (count * own + PRIOR_EPISODES * prior) / (count + PRIOR_EPISODES);
    const [median, upper] = [quantile(surprises, 0.5), quantile(surprises, 0.75)];
    this.#count = count;
    this.#median = weigh(median, PRIOR_MEDIAN);
    this.#spread = weigh(Math.max(SPREAD_MIN, ((upper - median) / Math.LN2) * Math.LN10), PRIOR_SPREAD);
  }
}

/** @param sorted ascending @returns 0 where there is nothing */
function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
