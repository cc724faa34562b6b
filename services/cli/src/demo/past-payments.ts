import type { Payment } from "@redflag/chain/devnet/devnet";
import { units } from "./amounts.ts";
import { BRIDGE, LISTED, PAST, SCHEME } from "./cast.ts";

/*
 * What is on the desk when the play begins, days old and final. Sizes are ours [E]. The first of them ends in the scheme of
 * the collector (`schemes.ts`): one group of alerts by several rules.
 */

/** By the block of the prologue in which they are, counted from 0. */
export const PAST_PAYMENTS: Readonly<Record<number, readonly Payment[]>> = {
  // A listed fundraiser is given money and pays an associate, who gives most of it to the one that collects.
  14: [pay("usdt", PAST.donor, LISTED.fundraiser, "850")],
  15: [pay("usdt", PAST.donor, LISTED.fundraiser, "420")],
  17: [pay("usdt", LISTED.fundraiser, PAST.associate, "1200")],
  20: [pay("usdt", PAST.associate, SCHEME.collector, "600")],

  // In lira, with somebody whom only the unit's own list names.
  18: [pay("tryb", PAST.changersCustomer, LISTED.moneyChanger, "38500")],

  // Through a wallet within half a day, and from the next one over a bridge. Later than a week: the rule looks so far back.
  30: [pay("usdc", PAST.relayPayer, PAST.relay, "2400")],
  32: [pay("usdc", PAST.relay, PAST.bridgeUser, "2350")],
  33: [pay("usdc", PAST.bridgeUser, BRIDGE, "2350")],
};

function pay(token: Payment["token"], from: number, to: number, amount: string): Payment {
  return { token, from, to, amount: units(amount) };
}
