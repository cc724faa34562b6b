/** What of the money around an address is asked for. */
export interface GraphFilters {
  hops: 1 | 2 | 3;
  direction: "in" | "out" | "both";
  /** In whole units; empty: every amount. */
  minAmount: string;
  /** A symbol; absent: every token. */
  token?: string | undefined;
}

export const DEFAULT_FILTERS: GraphFilters = { hops: 2, direction: "both", minAmount: "" };

/** As the API takes it: up to six digits after the point. */
export function isAmount(text: string): boolean {
  return text === "" || /^\d{1,30}(?:\.\d{1,6})?$/.test(text);
}

export function isDefault({ hops, direction, minAmount, token }: GraphFilters): boolean {
  return hops === DEFAULT_FILTERS.hops && direction === "both" && minAmount === "" && token === undefined;
}
