import type { Payment } from "@redflag/chain/devnet/devnet";
import { cents } from "./amounts.ts";
import { EXCHANGE, GIVERS, listAccounts, SCHEME, TWIN } from "./cast.ts";
import { PAST_PAYMENTS } from "./past-payments.ts";
import type { PlayStep } from "./play-step.ts";
import { generateTraffic } from "./traffic.ts";

/** Nine days in a few seconds, so that the heuristics that look a week back have a week to look at. */
export const PROLOGUE_BLOCKS = 36;
const BLOCK_S = 6 * 3_600;

/** Deployment, supply and funding take one block each. */
export const FIRST_PLAY_BLOCK = 4;
/** The prologue goes before it. */
export const FIRST_LIVE_BLOCK = FIRST_PLAY_BLOCK + PROLOGUE_BLOCKS;

/** Traffic of its own, not that of the play's first blocks. */
const TRAFFIC_OFFSET = 1_000_000;

/** Ordinary life, what the schemes and their twins take in, and what an analyst finds on the desk in the morning. */
export function writePrologue(seed: number): PlayStep[] {
  const givers = listAccounts(GIVERS);
  // One of them in each of the last blocks: six days before the play goes on.
  const before = PROLOGUE_BLOCKS - givers.length;
  return Array.from({ length: PROLOGUE_BLOCKS }, (_, i): PlayStep[] => {
    const giver = givers[i - before];
    const gifts = giver === undefined ? [] : giftsOf(giver);
    return [
      { kind: "pay", payments: [...generateTraffic(seed, TRAFFIC_OFFSET + i), ...gifts, ...(PAST_PAYMENTS[i] ?? [])] },
      { kind: "mine", afterS: BLOCK_S },
    ];
  }).flat();
}

function giftsOf(giver: number): Payment[] {
  const pay = (to: number, dollars: number): Payment => {
    return { token: "usdt", from: giver, to, amount: cents("usdt", dollars * 100) };
  };
  return [
    pay(SCHEME.collector, 60 + ((giver * 37) % 160)),
    pay(TWIN.merchant, 90 + ((giver * 53) % 140)),
    pay(EXCHANGE, 100),
  ];
}
