import type { ChainShares } from "./manifest.ts";
import type { Payment, PaymentDraw } from "./payment-draw.ts";

const ORDINALS_MAX = 2 ** 26;

/** Passes a chain's payments on and counts them. */
export class CountedPayments {
  readonly #draw: PaymentDraw;
  readonly #addresses = new Set<number>();
  readonly #pairs = new Set<number>();
  #count = 0;
  #ofServices = 0;

  constructor(draw: PaymentDraw) {
    this.#draw = draw;
  }

  next(): Payment {
    const payment = this.#draw.next();
    const { from, to } = payment;
    this.#count++;
    this.#addresses.add(from).add(to);
    this.#pairs.add(from * ORDINALS_MAX + to);
    if (Math.min(from, to) < this.#draw.services) this.#ofServices++;
    return payment;
  }

  /** Ordinals that paid or were paid, ascending. */
  get addresses(): number[] {
    return [...this.#addresses].sort((a, b) => a - b);
  }

  get shares(): ChainShares {
    return { novelPairs: this.#pairs.size / this.#count, ofServices: this.#ofServices / this.#count };
  }
}
