/**
 * Of one new pair, with what finds it and room for a search and a collection. Ours [E], measured: 250,000 pairs of 200,000 addresses are 97 MB
 * of live heap, and nine such windows need more than 1,120 MB; 1,216 are enough, just (docs/soak.md).
 */
const PAIR_BYTES = 600;
const MB = 2 ** 20;

export interface MemoryShortage {
  neededMb: number;
  allowedMb: number;
}

export interface Windows {
  /** Of which each has a window. */
  chains: number;
  /** That one window holds at most. */
  pairsMax: number;
}

/**
 * Windows of new pairs fill over hours or weeks, and a process whose thread runs out of memory then ends: said before, it can be helped.
 * @param heapLimitBytes of one thread
 * @returns undefined where full windows fit
 */
export function findMemoryShortage({ chains, pairsMax }: Windows, heapLimitBytes: number): MemoryShortage | undefined {
  const needed = chains * pairsMax * PAIR_BYTES;
  if (needed <= heapLimitBytes) return undefined;
  return { neededMb: Math.ceil(needed / MB), allowedMb: Math.floor(heapLimitBytes / MB) };
}
