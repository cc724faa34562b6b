import type { Address } from "../address.ts";

const DAY_S = 86_400;
/** Past that a surprise is held against. Ours [E]. */
export const CALIBRATION_S = 60 * DAY_S;
/** Sightings of one address by one shape within this of each other are one episode. Ours [E]. */
const EPISODE_GAP_S = 25 * DAY_S;
/** What a shape is taken for before it has shown its habits: so many episodes of this middle and spread, in decades. */
const PRIOR_EPISODES = 10;
const PRIOR_MEDIAN = 1.5;
const PRIOR_SPREAD = 2.5;
const SPREAD_MIN = 1;
/** A shape that is hardly ever seen is still given so many episodes. */
const EPISODES_MIN = 5;
/** −log10 of one half: the median has half of the episodes above it. */
const HALF = 0.3;

interface Episode {
  lastTime: number;
  surprise: number;
}

/**
 * What one shape in one layer is worth on this chain. A surprise is wrong wherever what it assumes is wrong, and differently
 * for each shape; so the strongest of each episode of the last 60 days say how strong one usually is. Its tail is read from
 * the middle of them, so that few schemes do not hide each other. A shape that the local habits bring about mutes itself.
 */
export class Calibration {
  readonly #episodes = new Map<Address, Episode>();
  /** Ended by a later one of the same address; still of the last 60 days. */
  #ended: Episode[] = [];
  #day = Number.NEGATIVE_INFINITY;
  #count = 0;
  #median = PRIOR_MEDIAN;
  #spread = PRIOR_SPREAD;

  /**
   * @param payments of this chain in the same past
   * @returns −log10 of how many episodes as strong as this chance brings with each payment; 4 is one in 10,000
   */
  rate(anchor: Address, surprise: number, time: number, payments: number): number {
    this.#look(time);
    const base = Math.log10(payments / Math.max(EPISODES_MIN, this.#count + 1)) + HALF;
    const tail = surprise > this.#median ? (surprise - this.#median) / this.#spread : 0;
    this.#remember(anchor, surprise, time);
    return base + tail;
  }

  #remember(anchor: Address, surprise: number, time: number): void {
    const episode = this.#episodes.get(anchor);
    if (episode !== undefined && time - episode.lastTime <= EPISODE_GAP_S) {
      episode.lastTime = time;
      episode.surprise = Math.max(episode.surprise, surprise);
      return;
    }
    if (episode !== undefined) this.#ended.push(episode);
    this.#episodes.set(anchor, { lastTime: time, surprise });
  }

  /** Once a day of block time. */
  #look(time: number): void {
    const day = Math.floor(time / DAY_S);
    if (day === this.#day) return;
    this.#day = day;
    const since = time - CALIBRATION_S;
    this.#ended = this.#ended.filter(({ lastTime }) => lastTime >= since);
    for (const [anchor, { lastTime }] of this.#episodes) if (lastTime < since) this.#episodes.delete(anchor);
    const surprises = [...this.#episodes.values(), ...this.#ended]
      .map((episode) => episode.surprise)
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
