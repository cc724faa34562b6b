import { createHash } from "node:crypto";
import type { Address } from "@redflag/domain/address";
import { Random } from "../../simulator/random.ts";
import type { LabelledPayment, LabelledSet, Labels } from "./labelled-set.ts";
import { SCHEMES } from "./schemes.ts";
import { TWINS } from "./twins.ts";

const DAY_S = 86_400;
/** 1 January 2026. */
const START = 1_767_225_600;
const DAYS = 240;
const ACCOUNTS = 5_000;
const PAYMENTS_PER_DAY = 800;
const KNOWN_COUNTERPARTIES = 6;
/** Percent of ordinary payments that go to somebody new. */
const NEW_PERCENT = 12;
const EACH = 20;
/** Schemes begin after what is usual is known. */
const FIRST_SCHEME_DAY = 40;

/** What a scheme or a twin is made with. */
export interface Scene {
  random: Random;
  /** Somebody of the population. */
  someone(): Address;
  /** Nobody saw it before. */
  newcomer(): Address;
  /** Unix seconds of a moment, days after the scene begins. */
  at(day: number): number;
  pay(day: number, from: Address, to: Address, worth: number): void;
}

/** How one pattern comes about; called once for each group of it. */
export type Pattern = (scene: Scene) => void;

/**
 * Ordinary payments, schemes that are no part of other people's sets, and of each the benign twin that looks most like it. The
 * same every time.
 */
export function makeOwnSet(seed: string): LabelledSet & Labels {
  const random = new Random(seed);
  const accounts = Array.from({ length: ACCOUNTS }, (_, i) => addressOf(`${seed} account ${i}`));
  const payments: Array<Omit<LabelledPayment, "id">> = ordinaryPayments(random, accounts);
  const patterns = new Map<string, { pattern: string; isScheme: boolean }>();
  let newcomers = 0;
  const scenes = [
    ...Object.entries(SCHEMES).map(([pattern, play]) => ({ pattern, play, isScheme: true })),
    ...Object.entries(TWINS).map(([pattern, play]) => ({ pattern, play, isScheme: false })),
  ];
  for (const { pattern, play, isScheme } of scenes) {
    for (let i = 0; i < EACH; i++) {
      const group = `${pattern} ${i}`;
      patterns.set(group, { pattern, isScheme });
      const first = random.between(FIRST_SCHEME_DAY, DAYS - 40);
      const at = (day: number) => START + Math.floor((first + day) * DAY_S) + random.between(0, 20_000);
      play({
        random,
        someone: () => random.pick(accounts),
        newcomer: () => addressOf(`${seed} newcomer ${newcomers++}`),
        at,
        pay: (day, from, to, worth) => payments.push({ time: at(day), from, to, worth, group }),
      });
    }
  }
  const end = START + DAYS * DAY_S;
  const inTime = payments.filter(({ time, from, to }) => time < end && from !== to);
  const ordered = inTime.sort((a, b) => a.time - b.time).map((payment, index) => ({ id: `${index}`, ...payment }));
  return { name: "own set", payments: ordered, patterns };
}

/** Everybody pays a few known others, and now and then somebody new of the neighbourhood or of elsewhere. */
function ordinaryPayments(random: Random, accounts: readonly Address[]): Array<Omit<LabelledPayment, "id">> {
  const known = accounts.map((_, i) =>
    Array.from({ length: KNOWN_COUNTERPARTIES }, () => neighbourOf(random, accounts, i)),
  );
  const payments: Array<Omit<LabelledPayment, "id">> = [];
  for (let day = 0; day < DAYS; day++) {
    for (let i = 0; i < PAYMENTS_PER_DAY; i++) {
      // Some pay far more often than others.
      const payer = Math.min(random.between(0, ACCOUNTS - 1), random.between(0, ACCOUNTS - 1));
      const others = known[payer] as Address[];
      if (random.chance(NEW_PERCENT)) {
        others[random.between(0, others.length - 1)] = random.chance(70)
          ? neighbourOf(random, accounts, payer)
          : random.pick(accounts);
      }
      const time = START + day * DAY_S + random.between(0, DAY_S - 1);
      payments.push({ time, from: accounts[payer] as Address, to: random.pick(others), worth: worthOf(random) });
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
  return Math.round(10 ** (1 + (3 * Math.min(random.between(0, 1_000), random.between(0, 1_000))) / 1_000) * 100) / 100;
}

function addressOf(name: string): Address {
  return `0x${createHash("sha256").update(name).digest("hex").slice(24)}`;
}
