import type { Address } from "../address.ts";
import type { GoingRates } from "./going-rates.ts";
import type { NovelEdge, Standing } from "./novel-edge.ts";

/** Counterparties that are remembered of one address. Ours [E]: see detection figures in docs/detection.md. */
export const RECIPIENTS_MAX = 64;
export const NEIGHBOURS_MAX = 32;

interface Counts {
  total: number;
  novel: number;
  stranger: number;
}

/**
 * What one address is remembered by: bounded, whatever it does. Beside its profile and no part of that, which depends on its
 * own transfers alone: whether two are strangers depends on both.
 */
export interface PairMemory {
  firstSeen: number | undefined;
  out: Counts;
  in: Counts;
  /** Whom it paid last, oldest first, each once, by `fingerprintOf`. */
  recipients: number[];
  /** Whom it paid or was paid by last, oldest first, each once, by `fingerprintOf`. */
  neighbours: number[];
}

export function emptyPairMemory(): PairMemory {
  return {
    firstSeen: undefined,
    out: { total: 0, novel: 0, stranger: 0 },
    in: { total: 0, novel: 0, stranger: 0 },
    recipients: [],
    neighbours: [],
  };
}

export interface PairPayment {
  blockNumber: number;
  logIndex: number;
  from: Address;
  to: Address;
  /** Unix seconds of block time; never earlier than the payment before. */
  time: number;
  worth: number | undefined;
}

/** Digits of an address in its fingerprint: 6 bytes, which a double holds. */
const FINGERPRINT_DIGITS = 12;

/** Stands for an address where only membership is asked. Two that share one are taken for each other among a few dozen. */
export function fingerprintOf(address: Address): number {
  return Number.parseInt(address.slice(-FINGERPRINT_DIGITS), 16);
}

/** Remembers a payment on both sides and in the going rates. @returns the edge when the pair is new, else undefined */
export function rememberPair(
  rates: GoingRates,
  sender: PairMemory,
  recipient: PairMemory,
  payment: PairPayment,
): Omit<NovelEdge, "ordinal"> | undefined {
  const { from, to, time, worth, blockNumber, logIndex } = payment;
  const [payer, payee] = [fingerprintOf(from), fingerprintOf(to)];
  const isNovel = !sender.recipients.includes(payee);
  const isStranger =
    isNovel && !recipient.recipients.includes(payer) && !haveCommon(sender.neighbours, recipient.neighbours);
  rates.count(time, {
    isNovel,
    isStranger,
    isSenderNew: sender.firstSeen === undefined,
    isRecipientNew: recipient.firstSeen === undefined,
  });
  let edge: Omit<NovelEdge, "ordinal"> | undefined;
  if (isNovel) {
    const standings = { sender: standingOf(sender, "out"), recipient: standingOf(recipient, "in") };
    const novelWeight = rates.weightOf(standings.sender, standings.recipient, "novel");
    const strangerWeight = rates.weightOf(standings.sender, standings.recipient, "stranger");
    edge = { blockNumber, logIndex, from, to, time, worth, isStranger, ...standings, novelWeight, strangerWeight };
  }
  countSide(sender.out, isNovel, isStranger);
  countSide(recipient.in, isNovel, isStranger);
  sender.firstSeen ??= time;
  recipient.firstSeen ??= time;
  keep(sender.recipients, payee, RECIPIENTS_MAX);
  keep(sender.neighbours, payee, NEIGHBOURS_MAX);
  keep(recipient.neighbours, payer, NEIGHBOURS_MAX);
  return edge;
}

function standingOf({ firstSeen, ...sides }: PairMemory, side: "in" | "out"): Standing {
  const { total, novel, stranger } = sides[side];
  return { firstSeen, total, novel, stranger };
}

function countSide(counts: Counts, isNovel: boolean, isStranger: boolean): void {
  counts.total++;
  if (isNovel) counts.novel++;
  if (isStranger) counts.stranger++;
}

function haveCommon(a: readonly number[], b: readonly number[]): boolean {
  for (const one of a) if (b.includes(one)) return true;
  return false;
}

function keep(latest: number[], one: number, max: number): void {
  if (latest.at(-1) === one) return;
  const known = latest.indexOf(one);
  if (known !== -1) latest.splice(known, 1);
  else if (latest.length === max) latest.shift();
  latest.push(one);
}
