import type { Payment, PaymentDraw } from "./payment-draw.ts";

/** Of the payments of a chain, from 0 to 1: what they have in common with those of a real one. */
export interface ChainShares {
  /** No payment before went from the same payer to the same payee. */
  novelPairs: number;
  /** The payer or the payee is listed as a service. */
  ofServices: number;
}

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
