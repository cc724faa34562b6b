import type { TokenFlow } from "@redflag/contract/http/flow-party";

const FRACTION_DIGITS = 18;

/** A decimal amount in the smallest unit that any token has: exact, for sorting alone. */
export function unitsOf(amount: string): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.slice(0, FRACTION_DIGITS).padEnd(FRACTION_DIGITS, "0"));
}

/** Units of all tokens together: an order for the eye, which no total is made of, for currencies are not compared. */
export function unitsOfAll(flows: readonly TokenFlow[]): bigint {
  return flows.reduce((sum, { amount }) => sum + unitsOf(amount), 0n);
}

export function compareUnits(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
