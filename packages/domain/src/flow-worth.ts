import assert from "./assert.ts";
import type { RecentFlow } from "./profile.ts";
import type { RateTable } from "./rate-table.ts";

/** What the rules of thumb are written in. */
export const USD = "USD";
export const MICROS = 1_000_000n;

/** An amount of a peg at a block time. */
type Valuable = Pick<RecentFlow, "peg" | "micros" | "time">;

/** Millionths of the currency, at the flow's own block time, taking the token at its peg; undefined without a rate. */
export function worthOf(rates: RateTable, { peg, micros, time }: Valuable, currency: string): bigint | undefined {
  return micros === 0n ? 0n : rates.convert(micros, peg, currency, time);
}

/** All of them together; undefined when one of them has no rate. */
export function worthOfAll(rates: RateTable, flows: readonly Valuable[], currency: string): bigint | undefined {
  let sum = 0n;
  for (const flow of flows) {
    const worth = worthOf(rates, flow, currency);
    if (worth === undefined) return undefined;
    sum += worth;
  }
  return sum;
}

/** Why `worthOfAll` is undefined. */
export function missingRateText(rates: RateTable, flows: readonly Valuable[], currency: string): string {
  const flow = flows.find((candidate) => worthOf(rates, candidate, currency) === undefined);
  assert(flow !== undefined, "a flow without a rate has kept the sum unknown");
  return rates.explainMissing(flow.peg, currency, flow.time);
}
