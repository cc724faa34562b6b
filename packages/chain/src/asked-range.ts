import { parseQuantity } from "./parse-hex.ts";

/** Blocks from..to, both inclusive; `from` above `to` where somebody asked so. */
export interface AskedRange {
  from: number;
  to: number;
}

/** The range of a call of `eth_getLogs`, undefined where it names tags or a block hash. */
export function findAskedRange(params: unknown): AskedRange | undefined {
  const query: unknown = Array.isArray(params) ? params[0] : params;
  if (typeof query !== "object" || query === null || !("fromBlock" in query && "toBlock" in query)) return undefined;
  const [from, to] = [parseQuantity(query.fromBlock), parseQuantity(query.toBlock)];
  return from === undefined || to === undefined ? undefined : { from, to };
}
