import { amendMatcher } from "@redflag/domain/amend-matcher";
import { type BorderTable, buildBorderTable } from "@redflag/domain/border-table";
import { canonicalText } from "@redflag/domain/content-hash";
import { buildEnrichmentBook, type EnrichmentBook } from "@redflag/domain/enrichment";
import type { EpochInputs } from "@redflag/domain/epoch";
import type { SharedVersions } from "@redflag/domain/finding-for-exchanges";
import { buildRateTable, type RateTable } from "@redflag/domain/rate-table";
import { matcherOf, type WatchlistMatcher } from "@redflag/domain/watchlist-matcher";
import { listBordersAt } from "@redflag/store/border";
import type { Executor } from "@redflag/store/database";
import { listEnrichmentAt } from "@redflag/store/enrichment";
import { readEntryTable } from "@redflag/store/entry-table";
import { findMatcherChange } from "@redflag/store/matcher-change";
import { listRatesAt } from "@redflag/store/rate";
import { listSharedVersionsAt } from "@redflag/store/shared-version";
import { EpochCache } from "./epoch-cache.ts";
import { FreezeCache } from "./freeze-cache.ts";
import { GraphCache } from "./graph-cache.ts";
import { PastMemories } from "./past-memory.ts";
import { WatchCache } from "./watch-cache.ts";

/** Versions kept of each: the one in force and, while a lane catches up or rebuilds, the one before. */
const KEPT_MAX = 2;

/** A matcher is amended while it differs by no more entries, added or removed, from one that was built whole. Ours [E]. */
const AMENDED_ENTRIES_MAX = 20_000;

type Versions = Readonly<Record<string, number>>;

/** A matcher, and the one built whole that it is, or is amended from. */
interface KeptMatcher {
  matcher: WatchlistMatcher;
  whole: { versions: Versions; matcher: WatchlistMatcher };
}

/**
 * Matchers and rate tables by the versions they were built from. Versions never change, so what is cached is never stale;
 * a lane swaps by asking for other versions. One entry more on a list of a million is read as one entry.
 */
export class InputCache {
  /** With what each lane screens where. */
  readonly epochs = new EpochCache();
  /** What the ledger itself lists. */
  readonly freezes = new FreezeCache();
  /** What lookbacks have learnt of the past. */
  readonly pasts = new PastMemories();
  /** What is remembered of new pairs. */
  readonly graphs: GraphCache;
  /** What people watch, which no epoch names. */
  readonly watches = new WatchCache();
  readonly #matchers = new Map<string, KeptMatcher>();
  readonly #shared = new Map<string, SharedVersions>();
  readonly #rates = new Map<string, RateTable>();
  readonly #borders = new Map<string, BorderTable>();
  readonly #enrichment = new Map<string, EnrichmentBook>();

  constructor(graphs = new GraphCache()) {
    this.graphs = graphs;
  }

  async matcherFor(db: Executor, { lists }: EpochInputs): Promise<WatchlistMatcher> {
    return (await recall(this.#matchers, lists, () => this.#makeMatcher(db, lists))).matcher;
  }

  /** Which versions of these lists exchanges know. */
  async sharedVersionsFor(db: Executor, { lists }: EpochInputs): Promise<SharedVersions> {
    return recall(this.#shared, lists, () => listSharedVersionsAt(db, lists));
  }

  async ratesFor(db: Executor, { rates = {} }: EpochInputs): Promise<RateTable> {
    return recall(this.#rates, rates, async () => buildRateTable(await listRatesAt(db, rates)));
  }

  /** Undefined in an epoch older than notes of jurisdictions. */
  async bordersFor(db: Executor, { borders }: EpochInputs): Promise<BorderTable | undefined> {
    if (borders === undefined) return undefined;
    return recall(this.#borders, borders, async () => buildBorderTable(await listBordersAt(db, borders)));
  }

  async enrichmentFor(db: Executor, { enrichment = {} }: EpochInputs): Promise<EnrichmentBook> {
    return recall(this.#enrichment, enrichment, async () =>
      buildEnrichmentBook(await listEnrichmentAt(db, enrichment)),
    );
  }

  async #makeMatcher(db: Executor, versions: Versions): Promise<KeptMatcher> {
    const wholes = new Set([...this.#matchers.values()].map(({ whole }) => whole));
    for (const whole of [...wholes].reverse()) {
      const change = await findMatcherChange(db, whole.versions, versions, AMENDED_ENTRIES_MAX);
      if (change !== undefined) return { matcher: amendMatcher(whole.matcher, change), whole };
    }
    const matcher = matcherOf(await readEntryTable(db, versions));
    return { matcher, whole: { versions, matcher } };
  }
}

async function recall<Built>(
  kept: Map<string, Built>,
  versions: Versions,
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
