import type { Hash } from "@redflag/domain/hex";
import { percentile } from "../bench/webhooks/webhook-load.ts";
import type { ChainNews } from "./endless-chain.ts";

/** When blocks with payments of listed addresses could be seen, against when their alerts were committed. */
export class AlertLatency {
  readonly #waiting = new Map<Hash, number>();

  /** Of the payments on the chain so far, how many are still without an alert. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * @param committedAtMs by transaction, as `Date.now` counts
   * @returns undefined where no alert has come since the last time
   */
  note(
    { listed, gone }: Pick<ChainNews, "listed" | "gone">,
    committedAtMs: (hash: Hash) => number | undefined,
  ): { p50Ms: number; p99Ms: number } | undefined {
    for (const { hash, atMs } of listed) this.#waiting.set(hash, atMs);
    for (const hash of gone) this.#waiting.delete(hash);
    const latencies: number[] = [];
    for (const [hash, atMs] of this.#waiting) {
      const committed = committedAtMs(hash);
      if (committed === undefined) continue;
      latencies.push(committed - atMs);
      this.#waiting.delete(hash);
    }
    if (latencies.length === 0) return undefined;
    return { p50Ms: percentile(latencies, 50), p99Ms: percentile(latencies, 99) };
  }
}
