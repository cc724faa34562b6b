import assert from "node:assert/strict";
import { demo } from "@redflag/domain/chains/demo";
import { units } from "./amounts.ts";
import { COUNTERPARTIES, EXCHANGE, FROZEN, LISTED, listAccounts, PAID_BY_LISTED, PEOPLE } from "./cast.ts";
import type { PlayStep } from "./play-step.ts";
import { SCHEME_STEPS } from "./schemes.ts";
import { generateTraffic } from "./traffic.ts";

/** Blocks with ordinary payments; each planted step has its place among them. */
export const SCENARIO_BLOCKS = 40;
/** Empty blocks at the end: every planted payment comes to lie below the chain's finality depth, with some to spare. */
export const SETTLING_BLOCKS = finalityDepth() + 4;

/** Names of the payments that a reorg drops. */
export const RANSOM = "ransom";
export const EXTORTION = "extortion";

/**
 * The bounded scenario, the same for the same seed: ordinary traffic in every block and, planted in it, payments that
 * must alert, payments that must not, and two reorgs. `expected-alerts.ts` says what must be found.
 */
export function writeScenario(seed: number): PlayStep[] {
  const blocks = Array.from({ length: SCENARIO_BLOCKS }, (_, i): PlayStep[] => {
    const { before = [], after = [] } = PLANTED[i + 1] ?? {};
    const schemes = SCHEME_STEPS[i + 1] ?? [];
    return [{ kind: "pay", payments: generateTraffic(seed, i + 1) }, ...before, ...schemes, { kind: "mine" }, ...after];
  });
  const settling = Array.from({ length: SETTLING_BLOCKS }, (): PlayStep => ({ kind: "mine" }));
  return [...blocks.flat(), ...settling];
}

const { courier, seller } = PAID_BY_LISTED;
const [donor, supporter, , buyer, , debtor, creditor, victim, shopkeeper, poisoner] = listAccounts(COUNTERPARTIES) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

const deceived = PEOPLE.first;

/** By the block (1 … SCENARIO_BLOCKS) in which it happens: steps before and after that block is mined. */
const PLANTED: Readonly<Record<number, { before?: PlayStep[]; after?: PlayStep[] }>> = {
  4: { before: [pay("usdt", donor, LISTED.donationWallet, "250")] },
  6: { before: [pay("usdc", supporter, LISTED.donationWallet, "75.50")] },
  8: { before: [pay("tryb", courier, LISTED.cellPaymaster, "12000")] },
  // A listed address cashes in at an exchange: one alert, and not about the exchange.
  10: { before: [pay("usdt", LISTED.donationWallet, EXCHANGE, "200"), pay("usdt", buyer, EXCHANGE, "1500")] },
  12: { before: [pay("usdc", buyer, LISTED.sanctionedBroker, "40000")] },
  14: { before: [pay("usdc", LISTED.sanctionedBroker, seller, "15000")] },
  15: { before: [pay("usdt", debtor, LISTED.formerlyListed, "500")] },
  16: { before: [pay("usdt", LISTED.formerlyListed, creditor, "120")] },

  // Seen, reorganized away, and mined again: one alert, withdrawn for a while, under one id.
  18: { before: [payNamed(RANSOM, "usdt", victim, LISTED.ransomCollector, "18000")] },
  19: {
    after: [
      { kind: "await_seen", names: [RANSOM] },
      { kind: "reorg", depthBlocks: 2, drop: [RANSOM] },
    ],
  },
  21: { before: [{ kind: "resend", name: RANSOM }] },

  // Seen and reorganized away for good: its alert stays withdrawn.
  24: { before: [payNamed(EXTORTION, "usdt", shopkeeper, LISTED.extortionist, "650")] },
  26: {
    after: [
      { kind: "await_seen", names: [EXTORTION] },
      { kind: "reorg", depthBlocks: 3, drop: [EXTORTION] },
    ],
  },

  // Forged in the name of the one listed address that has no payment left: an alert about it could come from nothing else.
  30: { before: [{ kind: "forge", forger: poisoner, token: "usdt", from: LISTED.extortionist, to: deceived }] },
  31: { before: [{ kind: "forge", forger: poisoner, token: "usdc", from: LISTED.extortionist, to: deceived }] },
  33: { before: [pay("tryb", LISTED.cellPaymaster, courier, "4000")] },
  35: { before: [{ kind: "freeze", token: "usdt", account: FROZEN }] },
  36: { before: [{ kind: "freeze", token: "usdc", account: FROZEN }] },
};

function pay(token: "usdt" | "usdc" | "tryb", from: number, to: number, amount: string): PlayStep {
  return { kind: "pay", payments: [{ token, from, to, amount: units(amount) }] };
}

function payNamed(name: string, token: "usdt" | "usdc" | "tryb", from: number, to: number, amount: string): PlayStep {
  return { kind: "pay_named", name, payment: { token, from, to, amount: units(amount) } };
}

function finalityDepth(): number {
  assert(demo.finality.kind === "depth");
  return demo.finality.blocks;
}
