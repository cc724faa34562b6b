import type { DemoToken } from "@redflag/chain/devnet/demo-token";
import type { Amount } from "@redflag/domain/money";
import { parseUnits } from "@redflag/domain/money";

const DECIMALS = 6;

/** `"1250.50"` as base units: all three tokens of the demo have 6 decimals. */
export function units(text: string): Amount {
  return parseUnits(text, DECIMALS);
}

/** Lira to the dollar in the demo's world, in the demo's rate list too: a round figure of ours. */
export const LIRA_PER_DOLLAR = 40;

/** What a price in dollar cents comes to in a token, in base units. */
export function cents(token: DemoToken, dollarCents: number): Amount {
  return BigInt(dollarCents) * 10_000n * (token === "tryb" ? BigInt(LIRA_PER_DOLLAR) : 1n);
}
