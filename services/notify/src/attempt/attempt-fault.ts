import type { AttemptFailure } from "./attempt.ts";

/** Why an attempt failed, where that is known: it becomes the outcome, and never leaves the client as an error. */
export class AttemptFault extends Error {
  override readonly name = "AttemptFault";
  readonly failure: AttemptFailure;

  /** @param detail in words that a delivery log may show to whoever runs the receiver */
  constructor(failure: AttemptFailure, detail: string, options?: { cause?: unknown }) {
    super(detail, options);
    this.failure = failure;
  }
}
