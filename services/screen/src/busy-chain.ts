import type { Address } from "@redflag/domain/address";
import { type Payment, SampleChain } from "./sample-chain.ts";

const DAY_S = 86_400;
const ENDS = 3;
const RELAYS = 40;
/** Around the least amounts of rules, so that a parameter more or less decides. */
const AMOUNTS = [40, 480, 890, 950, 1_000, 2_500, 5_000];
/** Of what came in, sent on at once. */
const PERCENTS = [0, 87, 92, 97, 100, 100];

export function busyAccount(n: number): Address {
  return `0x${(0xb0 + n).toString(16).repeat(20)}`;
}

/**
 * A chain on which some give, many pass on what they get, and some take, for tests that compare what rules say of it: eight
 * days pass first, so that most rules have a word. The same numbers give the same chain.
 */
export function busyChain(blocks: number, seed: number): SampleChain {
  const next = randomBelow(seed);
  const sample = new SampleChain().mine(payment("start", 0, 1, 1)).mineAfter(8 * DAY_S);
  while (sample.head < blocks) {
    const number = sample.head + 1;
    const [giver, relay, taker] = [next(ENDS), 2 * ENDS + next(RELAYS), ENDS + next(ENDS)];
    const amount = AMOUNTS[next(AMOUNTS.length)] ?? 1;
    const percent = PERCENTS[next(PERCENTS.length)] ?? 0;
    const payments = [payment(`${number}/in`, giver, relay, amount)];
    if (percent > 0) payments.push(payment(`${number}/out`, relay, taker, Math.floor((amount * percent) / 100)));
    sample.mineAfter([12, 600, 7_200, 50_000][next(4)] ?? 12, ...payments);
  }
  return sample;
}

function payment(tx: string, from: number, to: number, dollars: number): Payment {
  return { tx, from: busyAccount(from), to: busyAccount(to), amount: BigInt(dollars) * 1_000_000n };
}

/** A linear congruential generator: nothing here needs better. */
function randomBelow(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % end;
  };
}
