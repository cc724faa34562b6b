import { canonicalText } from "@redflag/domain/content-hash";
import { buildMatcher, type WatchlistMatcher } from "@redflag/domain/watchlist-matcher";
import type { Executor } from "@redflag/store/database";
import { listEntriesAt } from "@redflag/store/watchlist";

/** Matchers kept: the one in force and, while a lane catches up or rebuilds, the one before. */
const MATCHERS_MAX = 2;

/**
 * Matchers by the list versions they were built from. Versions never change, so what is cached is never stale; a lane
 * swaps by asking for other versions.
 */
export class MatcherCache {
  readonly #matchers = new Map<string, WatchlistMatcher>();

  async matcherFor(db: Executor, lists: Readonly<Record<string, number>>): Promise<WatchlistMatcher> {
    const key = canonicalText(lists);
    const cached = this.#matchers.get(key);
    if (cached !== undefined) return cached;
    const matcher = buildMatcher(await listEntriesAt(db, lists));
    this.#matchers.set(key, matcher);
    for (const oldest of this.#matchers.keys()) {
      if (this.#matchers.size <= MATCHERS_MAX) break;
      this.#matchers.delete(oldest);
    }
    return matcher;
  }
}
