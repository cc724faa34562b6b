import type { Money } from "./draw-amount.ts";

/** Between ordinals of addresses. */
export interface Payment extends Money {
  from: number;
  to: number;
}

/** Who pays whom on a chain, one payment after the other. */
export interface PaymentDraw {
  /** Ordinals below this one are listed as services. */
  readonly services: number;
  next(): Payment;
}
