import { units } from "./amounts.ts";
import { COUNTERPARTIES, EXCHANGE, LISTED, listAccounts, PEOPLE } from "./cast.ts";
import type { PlayStep } from "./play-step.ts";
import { FIRST_LIVE_BLOCK } from "./prologue.ts";
import { SCHEME_STEPS } from "./schemes.ts";
import { createSeededRandom, type SeededRandom } from "./seeded-random.ts";
import { generateTraffic } from "./traffic.ts";

/** A planted payment in about one block of this many, and one soon after the world was prepared: nobody waits for it. */
const PLANT_BLOCKS = 8;
const FIRST_PLANT_BLOCK = FIRST_LIVE_BLOCK;
/** The schemes follow when the view has something to show, between the first reorg and the second. */
const BEFORE_SCHEMES_BLOCK = FIRST_LIVE_BLOCK + 9;
const REORG_BLOCKS = 45;
const FORGERY_BLOCKS = 20;

const [dropped, poisoner, ...partners] = listAccounts(COUNTERPARTIES) as [number, number, ...number[]];
const { donationWallet, cellPaymaster, sanctionedBroker, ransomCollector, extortionist, formerlyListed } = LISTED;
const active = [donationWallet, cellPaymaster, sanctionedBroker, ransomCollector];

/**
 * What happens next in the world without end: the steps of one block, or of a few when they hold a reorg. Decided by
 * the seed and the number of the block that comes next, so a restarted demo goes on where the chain stands.
 */
export function nextScene(seed: number, blockNumber: number): PlayStep[] {
  // Another sequence than the traffic's, which would otherwise change with every planted step.
  const random = createSeededRandom(seed, blockNumber, 1);
  const traffic = (offset: number): PlayStep => ({
    kind: "pay",
    payments: generateTraffic(seed, blockNumber + offset),
  });
  if (blockNumber % REORG_BLOCKS === 0) {
    const name = `dropped at ${blockNumber}`;
    // Who is paid in the first reorg alone keeps an alert that is withdrawn.
    const to = blockNumber === REORG_BLOCKS ? extortionist : random.pick(active);
    const payment = { token: "usdt", from: dropped, to, amount: amount(random) } as const;
    return [
      traffic(0),
      { kind: "pay_named", name, payment },
      { kind: "mine" },
      traffic(1),
      { kind: "mine" },
      { kind: "await_seen", names: [name] },
      { kind: "reorg", depthBlocks: 2, drop: [name] },
      traffic(2),
      // Every other one comes back, as most transactions do after a reorg.
      ...((blockNumber / REORG_BLOCKS) % 2 === 0 ? [{ kind: "resend", name } as const] : []),
      { kind: "mine" },
    ];
  }
  const steps = [traffic(0), ...(SCHEME_STEPS[blockNumber - BEFORE_SCHEMES_BLOCK] ?? [])];
  if (blockNumber === FIRST_PLANT_BLOCK) {
    const payment = { token: "usdt", from: random.pick(partners), to: donationWallet, amount: amount(random) } as const;
    steps.push({ kind: "pay", payments: [payment] });
  } else if (random.integer(1, PLANT_BLOCKS) === 1) steps.push(plant(random));
  if (random.integer(1, FORGERY_BLOCKS) === 1) {
    const to = random.pick(listAccounts(PEOPLE));
    steps.push({ kind: "forge", forger: poisoner, token: "usdt", from: random.pick(active), to });
  }
  return [...steps, { kind: "mine" }];
}

/** Mostly into listed addresses, so that they have what they now and then pay out; sometimes one that is no hit. */
function plant(random: SeededRandom): PlayStep {
  const partner = random.pick(partners);
  const from = random.integer(1, 4) === 1 ? random.pick(active) : partner;
  const to = from === partner ? random.pick([...active, ...active, formerlyListed, EXCHANGE]) : partner;
  const share = from === partner ? 1n : 10n;
  return { kind: "pay", payments: [{ token: "usdt", from, to, amount: amount(random) / share }] };
}

function amount(random: SeededRandom): bigint {
  return units(`${random.integer(20, 900)}`);
}
