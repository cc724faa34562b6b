import { NAMED_GAPS_MAX } from "@redflag/contract/http/routes/screening";
import type { Executor } from "@redflag/store/database";
import { listScreenedChains, type ScreenedChain } from "@redflag/store/screened-chain";

const FRESH_MS = 1_000;

type Read = <T>(work: (db: Executor) => Promise<T>) => Promise<T>;

/**
 * How far screening has come on every chain, as of a second ago at most: the same for whoever asks and whatever for, and
 * lower than where it is now, never higher. So each answer costs one read, and none a look at the ledger.
 */
export class ScreenedChains {
  #known: { chains: Promise<ScreenedChain[]>; until: number } | undefined;

  /** @param read as staff: an exchange's login sees nothing of the ledger */
  list(read: Read): Promise<ScreenedChain[]> {
    const now = performance.now();
    if (this.#known !== undefined && now < this.#known.until) return this.#known.chains;
    const chains = read((db) => listScreenedChains(db, NAMED_GAPS_MAX));
    const known = { chains, until: now + FRESH_MS };
    this.#known = known;
    chains.catch(() => {
      if (this.#known === known) this.#known = undefined;
    });
    return chains;
  }
}
