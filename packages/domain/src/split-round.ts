import type { Address } from "./address.ts";
import { inLedgerOrder } from "./flow-window.ts";
import { USD, worthOf } from "./flow-worth.ts";
import type { RecentFlow } from "./profile.ts";
import type { RateTable } from "./rate-table.ts";

/** What came in at once, and who got what of it until the next such payment. */
export interface SplitRound {
  inflow: RecentFlow;
  /** In ledger order. */
  outflows: readonly RecentFlow[];
  /** Millionths of a US dollar by recipient. */
  amounts: ReadonlyMap<Address, bigint>;
  totalMicros: bigint;
}

/**
 * The rounds that large inflows begin, without those of which nothing went out. Every flow must have a rate.
 * @param inflows large ones only, in ledger order
 * @param outflows in ledger order
 */
export function roundsOf(
  rates: RateTable,
  inflows: readonly RecentFlow[],
  outflows: readonly RecentFlow[],
  splitS: number,
): SplitRound[] {
  let at = 0;
  return inflows.flatMap((inflow, n) => {
    const next = inflows[n + 1];
    const own: RecentFlow[] = [];
    for (; at < outflows.length; at++) {
      const flow = outflows[at] as RecentFlow;
      if (next !== undefined && inLedgerOrder(flow, next) >= 0) break;
      if (inLedgerOrder(inflow, flow) < 0 && flow.time <= inflow.time + splitS) own.push(flow);
    }
    if (own.length === 0) return [];
    const amounts = new Map<Address, bigint>();
    let totalMicros = 0n;
    for (const flow of own) {
      const worth = worthOf(rates, flow, USD) ?? 0n;
      amounts.set(flow.counterparty, (amounts.get(flow.counterparty) ?? 0n) + worth);
      totalMicros += worth;
    }
    return [{ inflow, outflows: own, amounts, totalMicros }];
  });
}

/** The same recipients, each with the same share of the total within so many percentage points. */
export function isSplitAlike(a: SplitRound, b: SplitRound, points: number): boolean {
  if (a.amounts.size !== b.amounts.size) return false;
  return [...a.amounts].every(([recipient, micros]) => {
    const other = b.amounts.get(recipient);
    if (other === undefined) return false;
    const difference = micros * b.totalMicros - other * a.totalMicros;
    return (difference < 0n ? -difference : difference) * 100n <= BigInt(points) * a.totalMicros * b.totalMicros;
  });
}
