import type { Payment } from "@redflag/chain/devnet/devnet";
import { cents } from "./amounts.ts";
import { AGENTS, EMPLOYERS, homeToken, listAccounts, PEOPLE, SHOPS } from "./cast.ts";
import { createSeededRandom, type SeededRandom } from "./seeded-random.ts";

/*
 * Ordinary life, against which the planted payments must stand out. Shapes and sizes are ours [E]: wages in bulk on
 * paydays, purchases all the time, remittances in round sums, favours among friends, shops paying their suppliers.
 */
const PAYDAY_BLOCKS = 30;
const WAGES_PER_PAYDAY = 14;

const people = listAccounts(PEOPLE);
const shops = listAccounts(SHOPS);
const agents = listAccounts(AGENTS);
const employers = listAccounts(EMPLOYERS);

/** The ordinary payments of one block: the same for the same seed and block number, whatever came before. */
export function generateTraffic(seed: number, blockNumber: number): Payment[] {
  const random = createSeededRandom(seed, blockNumber);
  const payments = Array.from({ length: random.integer(2, 6) }, () => purchase(random));
  if (random.integer(1, 2) === 1) payments.push(remittance(random));
  if (random.integer(1, 3) === 1) payments.push(favour(random));
  if (random.integer(1, 5) === 1) payments.push(restocking(random));
  if (blockNumber % PAYDAY_BLOCKS === PAYDAY_BLOCKS / 2) payments.push(...wages(random));
  return payments;
}

function purchase(random: SeededRandom): Payment {
  const from = random.pick(people);
  const dear = random.integer(1, 10) === 1;
  return pay(from, random.pick(shops), dear ? random.integer(12_000, 90_000) : random.integer(250, 9_500));
}

function remittance(random: SeededRandom): Payment {
  return pay(random.pick(agents), random.pick(people), random.integer(8, 90) * 1_000);
}

function favour(random: SeededRandom): Payment {
  const from = random.pick(people);
  return pay(from, random.pick(people.filter((other) => other !== from)), random.integer(5, 200) * 100);
}

/** About a tenth of what shops take in meanwhile: whoever is paid by many and passes most of it on is no shop to a rule. */
function restocking(random: SeededRandom): Payment {
  return pay(random.pick(shops), random.pick(employers), random.integer(4_000, 30_000));
}

/** One employer pays people who spend the token that it pays in. */
function wages(random: SeededRandom): Payment[] {
  const employer = random.pick(employers);
  const staff = people.filter((person) => homeToken(person) === homeToken(employer));
  return Array.from({ length: WAGES_PER_PAYDAY }, () =>
    pay(employer, random.pick(staff), random.integer(60_000, 260_000)),
  );
}

function pay(from: number, to: number, dollarCents: number): Payment {
  const token = homeToken(from);
  return { token, from, to, amount: cents(token, dollarCents) };
}
