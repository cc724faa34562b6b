import { units } from "./amounts.ts";
import { EXCHANGE, EXCHANGE_ABROAD, listAccounts, SCHEME, SUPPLIERS, TWIN } from "./cast.ts";
import type { PlayStep } from "./play-step.ts";

/*
 * Three schemes, each beside somebody who does the like for ordinary reasons. What they collected came in during the
 * prologue; here it goes out. Sizes are ours [E], just across or just short of the heuristics' thresholds.
 */
const [farmer, baker, printer, carrier] = listAccounts(SUPPLIERS) as [number, number, number, number];

/** By the block of the play in which they happen, counted from 1. */
export const SCHEME_STEPS: Readonly<Record<number, PlayStep[]>> = {
  // Money that many gave goes on to one, nearly all of it. The merchant, too, got it from many: four suppliers share
  // most of it, the rest is the till. The exchange clears its hot wallet, as exchanges do.
  5: [pay("usdt", TWIN.merchant, farmer, "700"), pay("usdt", TWIN.merchant, baker, "650")],
  7: [pay("usdt", TWIN.merchant, printer, "600"), pay("usdt", TWIN.merchant, carrier, "550")],
  9: [pay("usdt", EXCHANGE, TWIN.coldWallet, "2400")],
  11: [pay("usdt", SCHEME.collector, SCHEME.courier, "3700")],
  // With it goes what the collector had of a listed address, two payments away, to an exchange in another country.
  14: [pay("usdt", SCHEME.courier, EXCHANGE_ABROAD, "3650")],

  // One large payment in three just under 1,000 USD, in lira. Rent in three parts is far from any threshold.
  3: [pay("tryb", SCHEME.splitter, SCHEME.payee, "38400"), pay("usdt", TWIN.tenant, TWIN.landlord, "450")],
  13: [pay("tryb", SCHEME.splitter, SCHEME.payee, "38000"), pay("usdt", TWIN.tenant, TWIN.landlord, "450")],
  17: [pay("tryb", SCHEME.splitter, SCHEME.payee, "39200"), pay("usdt", TWIN.tenant, TWIN.landlord, "450")],

  // In and out again within minutes. A deposit address does the same, to its exchange.
  6: [pay("usdt", SCHEME.relayPayer, SCHEME.relay, "5000"), pay("usdt", TWIN.customer, TWIN.depositAddress, "3000")],
  16: [pay("usdt", SCHEME.relay, SCHEME.relayPayee, "4900"), pay("usdt", TWIN.depositAddress, EXCHANGE, "3000")],
};

function pay(token: "usdt" | "tryb", from: number, to: number, amount: string): PlayStep {
  return { kind: "pay", payments: [{ token, from, to, amount: units(amount) }] };
}
