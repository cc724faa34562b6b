import type { Range } from "./strip-segments.ts";

/** What the URL of a chain's coverage says: which blocks are shown, and the block whose stretch is open. */
export interface ChainSearch {
  from?: number;
  to?: number;
  at?: number;
}

export function readChainSearch(search: Record<string, unknown>): ChainSearch {
  const [from, to, at] = [blockOf(search.from), blockOf(search.to), blockOf(search.at)];
  const isRange = from !== undefined && to !== undefined && from <= to;
  return { ...(isRange && { from, to }), ...(at !== undefined && { at }) };
}

export function rangeOf({ from, to }: ChainSearch): Range | undefined {
  return from === undefined || to === undefined ? undefined : { from, to };
}

function blockOf(value: unknown): number | undefined {
  const block = typeof value === "string" ? Number(value) : value;
  return typeof block === "number" && Number.isSafeInteger(block) && block >= 0 ? block : undefined;
}
