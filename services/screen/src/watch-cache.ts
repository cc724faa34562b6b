import { WatchBook } from "@redflag/domain/watch-book";
import type { Executor } from "@redflag/store/database";
import { listWatchChanges } from "@redflag/store/watch-change";

/** All private watches, read once and grown by what has changed since: one more of a million is read as one. */
export class WatchCache {
  readonly #book = new WatchBook();
  /** Every change up to this one is in the book. */
  #upTo = 0;

  /** A book that reaches up to so many changes and perhaps beyond; what held is asked for by number. */
  async bookFor(tx: Executor, seq: number): Promise<WatchBook> {
    while (this.#upTo < seq) {
      const after = this.#upTo;
      const changes = await listWatchChanges(tx, after, seq);
      // Another lane may have been faster, and know of later ends.
      if (this.#upTo !== after) continue;
      this.#book.add(changes);
      this.#upTo = seq;
    }
    return this.#book;
  }
}
