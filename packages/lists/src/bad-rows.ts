import { Problem } from "@redflag/domain/problem";

const NAMED_ROWS_MAX = 20;

/** Collects every bad row of a list before anything is refused, so that one look at the message mends them all. */
export class BadRows {
  readonly #named: string[] = [];
  #count = 0;

  /** @param place such as `line 12` */
  add(place: string, reason: string): void {
    this.#count++;
    if (this.#named.length < NAMED_ROWS_MAX) this.#named.push(`${place}: ${reason}`);
  }

  /** @throws Problem `list_row_invalid` naming the first rows and how many there are */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const more = this.#count - this.#named.length;
    const lines = more === 0 ? this.#named : [...this.#named, `and ${more} more`];
    throw new Problem(
      "list_row_invalid",
      `${this.#count} bad ${this.#count === 1 ? "row" : "rows"}\n${lines.join("\n")}`,
    );
  }
}
