import type { Random } from "../../simulator/random.ts";
import { lowOrdinal } from "./draw-address.ts";
import { drawAmount } from "./draw-amount.ts";
import type { Payment, PaymentDraw } from "./payment-draw.ts";

/** So that a million transfers, two million places, hold about 560,000 addresses. */
const NEW_PERCENT = 28;
/** Of the others, so many go to few. */
const HOT_PERCENT = 55;
const HOT_ADDRESSES = 2_000;

/**
 * The hardest chain for rules about new pairs, and like no real one: many addresses seen once, some now and then, a few all
 * the time, each party drawn without regard to the other, so that nearly every payment is between two that never met.
 */
export class StrangersDraw implements PaymentDraw {
  readonly services = 0;
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): Payment {
    return { ...drawAmount(this.#random), from: this.#party(), to: this.#party() };
  }

  #party(): number {
    if (this.#count === 0 || this.#random.chance(NEW_PERCENT)) return this.#count++;
    if (this.#random.chance(HOT_PERCENT)) return lowOrdinal(this.#random, Math.min(this.#count, HOT_ADDRESSES), 3);
    return lowOrdinal(this.#random, this.#count, 1);
  }
}
