import type { Address } from "@redflag/domain/address";
import { LISTED, type Payment, SampleChain } from "./sample-chain.ts";

/** Four blocks a day: sixty days. */
export const WORLD_BLOCKS = 240;
const BLOCK_S = 21_600;
const NEIGHBOURS = 60;
const CUSTOMERS = 40;

const account = (byte: string): Address => `0x${byte.repeat(20)}`;
export const SERVICES = ["e1", "e2", "e3"].map(account) as [Address, Address, Address];
/** Of the listed address's money, in this order; the last pays into a service. */
const FOLLOWED = ["c2", "c3", "c4"].map(account) as [Address, Address, Address];
/** Receives from the street, is listed only late, and has its own past looked into then. */
export const LISTED_LATE = account("c5");
/** Frozen by its issuer, and paid afterwards. */
const FROZEN = account("c6");
const [GIVER, RELAY, TAKER] = ["d1", "d2", "d3"].map(account) as [Address, Address, Address];
export const SPREADER = account("d4");
const [STRUCTURER, STRUCTURED] = [account("d5"), account("d6")];
/** Forwards all that it gets to a service. */
const DEPOSIT = account("d7");
const numbered = (prefix: string, n: number): Address => `0x${prefix.repeat(18)}${n.toString(16).padStart(4, "0")}`;
const neighbour = (n: number) => numbered("7e", n % NEIGHBOURS);
const SCHEMES = [25, 50].map((day) => ({ day, source: account(`${day}`), target: account(`${day + 1}`) }));

/**
 * A chain on which every stage of screening has something to say, for tests that compare what it says: a street of neighbours
 * who pay each other, blocks without a payment, with a few and with dozens, a listed address whose money moves on, an
 * issuer's freeze, and schemes for rules with a memory and for shapes. The same sample grows the same way; on another branch
 * other payments follow.
 */
export function playWorld(sample = new SampleChain(), seed = 7): SampleChain {
  const next = randomBelow(seed);
  while (sample.head < WORLD_BLOCKS) {
    const number = sample.head + 1;
    const pay = (name: string, from: Address, to: Address, dollars: number): Payment => {
      return { tx: `${seed} ${number} ${name}`, from, to, amount: BigInt(dollars) * 1_000_000n };
    };
    if (number === 90) {
      sample.say("freeze", FROZEN);
      continue;
    }
    const payments: Payment[] = [];
    const ofStreet = [0, 1, 2, 18][next(4)] ?? 0;
    for (let i = 0; i < ofStreet; i++) {
      const payer = next(NEIGHBOURS);
      const distance = next(12) === 0 ? 1 + next(20) : 1 + next(2);
      payments.push(pay(`street ${i}`, neighbour(payer), neighbour(payer + distance), 20 + next(80)));
    }
    if (number % 6 === 0) {
      for (let n = 0; n < CUSTOMERS; n++) payments.push(pay(`customer ${n}`, SERVICES[0], numbered("8c", n), 30));
    }
    for (const { day, source, target } of SCHEMES) {
      const hop = number - day * 4;
      if (hop >= 0 && hop < 5) payments.push(pay("scatter", source, neighbour(hop * 12 + day), 900));
      if (hop >= 8 && hop < 13) payments.push(pay("gather", neighbour((hop - 8) * 12 + day), target, 890));
    }
    payments.push(...madeFor(number % 40, pay));
    sample.mineAfter(BLOCK_S, ...payments);
  }
  return sample;
}

/** What happens every ten days, by the block of them. */
function madeFor(
  block: number,
  pay: (name: string, from: Address, to: Address, dollars: number) => Payment,
): Payment[] {
  if (block === 3) return [pay("listed", LISTED, FOLLOWED[0], 1_000)];
  if (block === 5) return [pay("on", FOLLOWED[0], FOLLOWED[1], 600), pay("on", FOLLOWED[1], FOLLOWED[2], 300)];
  if (block === 7) return [pay("paid in", FOLLOWED[2], SERVICES[1], 200)];
  if (block === 9) return [pay("late", neighbour(block), LISTED_LATE, 70), pay("late", LISTED_LATE, TAKER, 60)];
  if (block === 11) return [pay("in", GIVER, RELAY, 5_000)];
  if (block === 12) return [pay("out", RELAY, TAKER, 4_900), pay("small in", GIVER, RELAY, 600)];
  if (block === 13) return [pay("small out", RELAY, TAKER, 690)];
  if (block >= 15 && block < 18) return [pay("part", STRUCTURER, STRUCTURED, 950)];
  if (block === 19) return [pay("funding", GIVER, SPREADER, 2_000)];
  if (block === 20) return SERVICES.map((service, n) => pay(`spread ${n}`, SPREADER, service, 600));
  if (block === 22) return [pay("frozen", neighbour(block), FROZEN, 40), pay("swap", FROZEN, TAKER, 30)];
  if (block === 24 || block === 28 || block === 32) return [pay("deposit", neighbour(block), DEPOSIT, 100)];
  if (block === 26 || block === 30 || block === 34) return [pay("forward", DEPOSIT, SERVICES[2], 100)];
  return [];
}

/** A linear congruential generator: nothing here needs better. */
function randomBelow(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % end;
  };
}
