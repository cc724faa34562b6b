/** Payments after which one counts half: about the last ten thousand are remembered. Ours [E]. */
const HALF_LIFE_PAYMENTS = 5_000;
/** Per doubling of the worth. */
const BINS_PER_OCTAVE = 8;
const OCTAVES = 64;
/** The weight of a count at which all are brought back to 1, long before doubles lose their grain. */
const WEIGHT_MAX = 2 ** 40;

export interface WorthHistogramState {
  weight: number;
  total: number;
  /** Bins that count something, ascending. */
  bins: Array<[bin: number, count: number]>;
}

/** How large payments are lately, coarsely: what is as rare among them as one payment. */
export class WorthHistogram {
  readonly #bins = new Float64Array(OCTAVES * BINS_PER_OCTAVE);
  #weight = 1;
  #total = 0;

  static from({ weight, total, bins }: WorthHistogramState): WorthHistogram {
    const histogram = new WorthHistogram();
    histogram.#weight = weight;
    histogram.#total = total;
    for (const [bin, count] of bins) histogram.#bins[bin] = count;
    return histogram;
  }

  get state(): WorthHistogramState {
    const bins = [...this.#bins.entries()].filter(([, count]) => count > 0);
    return { weight: this.#weight, total: this.#total, bins };
  }

  count(worth: number): void {
    this.#weight *= 2 ** (1 / HALF_LIFE_PAYMENTS);
    if (this.#weight > WEIGHT_MAX) this.#rebase();
    const bin = binOf(worth);
    this.#bins[bin] = (this.#bins[bin] as number) + this.#weight;
    this.#total += this.#weight;
  }

  /** −log10 of the share that is worth as much or more, this one counted. */
  rarityOf(worth: number): number {
    let larger = this.#weight;
    for (let bin = binOf(worth); bin < this.#bins.length; bin++) larger += this.#bins[bin] as number;
    return -Math.log10(Math.min(1, larger / (this.#total + this.#weight)));
  }

  #rebase(): void {
    for (const [bin, count] of this.#bins.entries()) this.#bins[bin] = count / this.#weight;
    this.#total /= this.#weight;
    this.#weight = 1;
  }
}

/** From a millionth of a unit on. */
function binOf(worth: number): number {
  const bin = Math.floor(BINS_PER_OCTAVE * (Math.log2(Math.max(worth, 1e-6)) + 20));
  return Math.min(OCTAVES * BINS_PER_OCTAVE - 1, Math.max(0, bin));
}
