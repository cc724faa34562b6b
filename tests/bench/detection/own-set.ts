import type { Address } from "@redflag/domain/address";
import { Random } from "../../simulator/random.ts";
import { addressOf, type LabelledPayment, type LabelledSet, type Labels } from "./labelled-set.ts";
import { makeWorld } from "./own-world.ts";
import type { Scene, Service } from "./scene.ts";
import { SCHEMES_OF_MEMORY } from "./schemes-of-memory.ts";
import { SCHEMES_OF_SHAPE } from "./schemes-of-shape.ts";
import { TWINS_OF_MEMORY } from "./twins-of-memory.ts";
import { TWINS_OF_SHAPE } from "./twins-of-shape.ts";
import type { World } from "./world.ts";

const DAY_S = 86_400;
/** 1 January 2026. */
const START = 1_767_225_600;
const DAYS = 300;
const ACCOUNTS = 5_000;
const PAYMENTS_PER_DAY = 640;
const KNOWN_COUNTERPARTIES = 6;
/** Percent of ordinary payments that go to somebody new. */
const NEW_PERCENT = 12;
/** Percent of ordinary payments that are with a known exchange. */
const SERVICE_PERCENT = 3;
const EACH = 12;
/** Schemes begin after what is usual is known, and end before the set does. */
const FIRST_SCHEME_DAY = 40;
const LAST_SCHEME_DAY = 255;
/** Within which a moment of a day lies. */
const HOURS_S = 20_000;

type Unnumbered = Omit<LabelledPayment, "id">;

/**
 * Ordinary payments, schemes, and of each the benign twin that looks most like it; with the exchanges and the designation that
 * lists know of, and rates. The same every time.
 */
export function makeOwnSet(seed: string): LabelledSet & Labels & World {
  const random = new Random(seed);
  const accounts = Array.from({ length: ACCOUNTS }, (_, i) => addressOf(seed, `${i}`));
  const { services, designated, world } = makeWorld(seed, START, DAYS);
  const payments: Unnumbered[] = ordinaryPayments(random, accounts, services);
  const patterns = new Map<string, { pattern: string; isScheme: boolean }>();
  const narrows = new Map<string, Address>();
  let newcomers = 0;
  const scenes = [
    ...Object.entries({ ...SCHEMES_OF_SHAPE, ...SCHEMES_OF_MEMORY }).map((named) => ({ named, isScheme: true })),
    ...Object.entries({ ...TWINS_OF_SHAPE, ...TWINS_OF_MEMORY }).map((named) => ({ named, isScheme: false })),
  ];
  for (const {
    named: [pattern, play],
    isScheme,
  } of scenes) {
    for (let i = 0; i < EACH; i++) {
      const group = `${pattern} ${i}`;
      patterns.set(group, { pattern, isScheme });
      const firstDay = random.between(FIRST_SCHEME_DAY, LAST_SCHEME_DAY);
      const payAt: Scene["payAt"] = (day, from, to, worth, coin) => {
        const time = START + Math.floor((firstDay + day) * DAY_S);
        payments.push({ time, from, to, worth: cents(worth), group, ...(coin && { coin }) });
      };
      play({
        random,
        firstDay,
        services,
        listed: designated,
        narrowsAt: (address) => narrows.set(group, address),
        someone: () => random.pick(accounts),
        newcomer: () => addressOf(seed, `newcomer ${newcomers++}`),
        payAt,
        pay: (day, from, to, worth) => payAt(day + random.between(0, HOURS_S) / DAY_S, from, to, worth),
      });
    }
  }
  const end = START + DAYS * DAY_S;
  const inTime = payments.filter(({ time, from, to }) => time < end && from !== to);
  const ordered = inTime.sort((a, b) => a.time - b.time).map((payment, index) => ({ id: `${index}`, ...payment }));
  return { name: seed, payments: ordered, patterns, narrows, ...world };
}

/** Everybody pays a few known others, now and then somebody new of the neighbourhood or of elsewhere, or an exchange. */
function ordinaryPayments(random: Random, accounts: readonly Address[], services: readonly Service[]): Unnumbered[] {
  const known = accounts.map((_, i) =>
    Array.from({ length: KNOWN_COUNTERPARTIES }, () => neighbourOf(random, accounts, i)),
  );
  const payments: Unnumbered[] = [];
  for (let day = 0; day < DAYS; day++) {
    for (let i = 0; i < PAYMENTS_PER_DAY; i++) {
      // Some pay far more often than others.
      const payer = Math.min(random.between(0, ACCOUNTS - 1), random.between(0, ACCOUNTS - 1));
      const time = START + day * DAY_S + random.between(0, DAY_S - 1);
      const account = accounts[payer] as Address;
      if (random.chance(SERVICE_PERCENT)) {
        const { address } = services[payer % services.length] as Service;
        const [from, to] = random.chance(50) ? [account, address] : [address, account];
        payments.push({ time, from, to, worth: worthOf(random) });
        continue;
      }
      const others = known[payer] as Address[];
      if (random.chance(NEW_PERCENT)) {
        others[random.between(0, others.length - 1)] = random.chance(70)
          ? neighbourOf(random, accounts, payer)
          : random.pick(accounts);
      }
      payments.push({ time, from: account, to: random.pick(others), worth: worthOf(random) });
    }
  }
  return payments;
}

function neighbourOf(random: Random, accounts: readonly Address[], index: number): Address {
  const near = (index + random.between(1, 60)) % accounts.length;
  return accounts[near] as Address;
}

/** Between 10 and 10,000, the small ones more often. */
function worthOf(random: Random): number {
  return cents(10 ** (1 + (3 * Math.min(random.between(0, 1_000), random.between(0, 1_000))) / 1_000));
}

function cents(worth: number): number {
  return Math.round(worth * 100) / 100;
}
