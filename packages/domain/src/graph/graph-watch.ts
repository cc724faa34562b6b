import { CALIBRATION_S, Calibration } from "./calibration.ts";
import { GoingRates } from "./going-rates.ts";
import { isInLayer, type NovelEdge } from "./novel-edge.ts";
import { NovelWindow } from "./novel-window.ts";
import { type PairMemory, type PairPayment, rememberPair } from "./pair-memory.ts";
import { GroupBook, type GroupThresholds, type PaymentGroup, type RatedSighting } from "./payment-group.ts";
import { SHAPES } from "./shape-files.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
/** Seconds of block time in which shapes are only counted: what is usual must be known before anything is unusual. Ours [E]. */
const WARM_UP_S = 14 * DAY_S;
/** Sightings less surprising than this are not even counted. Ours [E]. */
const SURPRISE_MIN = 0.5;

/** Chance brings a shape of rating 3.8 once in about 6,000 payments, one of 3 once in 1,000. Ours [E]. */
const DEFAULT_THRESHOLDS: GroupThresholds = { opening: 3.8, joining: 3 };

/** Payments of one chain that are no known service's, in ledger order, looked through for shapes. Deterministic. */
export class GraphWatch {
  readonly #rates = new GoingRates();
  readonly #window = new NovelWindow();
  readonly #calibrations = new Map<string, Calibration>();
  readonly #groups: GroupBook;
  /** Payments of each of the last days, oldest first. */
  #days: Array<{ day: number; count: number }> = [];
  #start: number | undefined;
  #ordinal = 0;

  constructor(thresholds: GroupThresholds = DEFAULT_THRESHOLDS) {
    this.#groups = new GroupBook(thresholds);
  }

  /** @returns groups that this payment opened or added to */
  observe(sender: PairMemory, recipient: PairMemory, payment: PairPayment): ReadonlySet<PaymentGroup> {
    const changed = new Set<PaymentGroup>();
    const start = this.#start ?? payment.time;
    this.#start = start;
    this.#countDay(payment.time);
    const novel = rememberPair(this.#rates, sender, recipient, payment);
    if (novel !== undefined) {
      const edge = { ...novel, ordinal: this.#ordinal++ };
      this.#window.add(edge);
      for (const sighting of this.#rate(edge, start)) {
        if (payment.time < start + WARM_UP_S) continue;
        const put = this.#groups.add(sighting, payment.time);
        if (put !== undefined) changed.add(put.group);
      }
    }
    if (payment.worth !== undefined) this.#rates.countWorth(payment.worth);
    return changed;
  }

  #rate(edge: NovelEdge, start: number): RatedSighting[] {
    const surroundings = { window: this.#window, rates: this.#rates, start };
    const rated: RatedSighting[] = [];
    for (const shape of SHAPES) {
      for (const layer of shape.layers) {
        if (!isInLayer(edge, layer)) continue;
        const sighting = shape.find(edge, surroundings, layer);
        if (sighting === undefined || sighting.surprise < SURPRISE_MIN) continue;
        const { anchor, surprise, edges, opens, text } = sighting;
        const rating = this.#calibrationOf(`${shape.id} ${layer}`).rate(anchor, surprise, edge.time, this.#payments());
        rated.push({ shape: shape.id, layer, anchor, edges, opens, text, rating });
      }
    }
    return rated.sort((a, b) => b.rating - a.rating);
  }

  #calibrationOf(key: string): Calibration {
    return takeOrMake(this.#calibrations, key, () => new Calibration());
  }

  #payments(): number {
    return this.#days.reduce((sum, { count }) => sum + count, 0);
  }

  #countDay(time: number): void {
    const day = Math.floor(time / DAY_S);
    const last = this.#days.at(-1);
    if (last?.day === day) {
      last.count++;
      return;
    }
    this.#days.push({ day, count: 1 });
    this.#days = this.#days.filter((known) => known.day > day - CALIBRATION_S / DAY_S);
  }
}
