import { Problem } from "@redflag/domain/problem";

const NAMED_ROWS_MAX = 20;

type RowProblem = "list_row_invalid" | "rate_row_invalid" | "context_row_invalid";

/** A row that cannot be taken, and why. */
export interface BadRow {
  /** Such as `line 12`. */
  place: string;
  reason: string;
}

/** Collects every bad row of a file before anything is refused, so that one look at the message mends them all. */
export class BadRows {
  readonly #code: RowProblem;
  readonly #named: BadRow[] = [];
  #count = 0;

  constructor(code: RowProblem) {
    this.#code = code;
  }

  add(place: string, reason: string): void {
    this.#count++;
    if (this.#named.length < NAMED_ROWS_MAX) this.#named.push({ place, reason });
  }

  /** The first of them. */
  get named(): readonly BadRow[] {
    return this.#named;
  }

  get count(): number {
    return this.#count;
  }

  /** @throws Problem with the code given, naming the first rows and how many there are */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const more = this.#count - this.#named.length;
    const named = this.#named.map(({ place, reason }) => `${place}: ${reason}`);
    const lines = more === 0 ? named : [...named, `and ${more} more`];
    throw new Problem(this.#code, `${this.#count} bad ${this.#count === 1 ? "row" : "rows"}\n${lines.join("\n")}`);
  }
}
