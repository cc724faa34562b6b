import { canonicalText } from "@redflag/domain/content-hash";
import type { EpochInputs } from "@redflag/domain/epoch";
import { buildRateTable, type RateTable } from "@redflag/domain/rate-table";
import { buildMatcher, type WatchlistMatcher } from "@redflag/domain/watchlist-matcher";
import type { Executor } from "@redflag/store/database";
import { listRatesAt } from "@redflag/store/rate";
import { listEntriesAt } from "@redflag/store/watchlist";
import { FreezeCache } from "./freeze-cache.ts";

/** Versions kept of each: the one in force and, while a lane catches up or rebuilds, the one before. */
const KEPT_MAX = 2;

/**
 * Matchers and rate tables by the versions they were built from. Versions never change, so what is cached is never stale;
 * a lane swaps by asking for other versions.
 */
export class InputCache {
  /** What the ledger itself lists. */
  readonly freezes = new FreezeCache();
  readonly #matchers = new Map<string, WatchlistMatcher>();
  readonly #rates = new Map<string, RateTable>();

  async matcherFor(db: Executor, { lists }: EpochInputs): Promise<WatchlistMatcher> {
    return recall(this.#matchers, lists, async () => buildMatcher(await listEntriesAt(db, lists)));
  }

  async ratesFor(db: Executor, { rates = {} }: EpochInputs): Promise<RateTable> {
    return recall(this.#rates, rates, async () => buildRateTable(await listRatesAt(db, rates)));
  }
}

async function recall<Built>(
  kept: Map<string, Built>,
  versions: Readonly<Record<string, number>>,
  build: () => Promise<Built>,
): Promise<Built> {
  const key = canonicalText(versions);
  const cached = kept.get(key);
  if (cached !== undefined) return cached;
  const built = await build();
  kept.set(key, built);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  return built;
}
