import type { Address } from "../address.ts";
import { digitOf } from "../varint.ts";
import type { GoingRates } from "./going-rates.ts";
import { NEWCOMER, type NovelEdge, type Standing } from "./novel-edge.ts";

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
  let fingerprint = 0;
  for (let at = address.length - FINGERPRINT_DIGITS; at < address.length; at++) {
    fingerprint = fingerprint * 16 + digitOf(address.charCodeAt(at));
  }
  return fingerprint;
}

/**
 * Remembers a payment on both sides and in the going rates.
 * @param ordinal of the edge
 * @returns the edge when the pair is new, else undefined
 */
export function rememberPair(
  rates: GoingRates,
  sender: PairMemory,
  recipient: PairMemory,
  payment: PairPayment,
  ordinal: number,
): NovelEdge | undefined {
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
  let edge: NovelEdge | undefined;
  if (isNovel) {
    const [payerWas, payeeWas] = [
      standingOf(sender.firstSeen, sender.out),
      standingOf(recipient.firstSeen, recipient.in),
    ];
    edge = {
      ordinal,
      blockNumber,
      logIndex,
      from,
      to,
      time,
      worth,
      isStranger,
      sender: payerWas,
      recipient: payeeWas,
      novelWeight: rates.weightOf(payerWas, payeeWas, "novel"),
      strangerWeight: rates.weightOf(payerWas, payeeWas, "stranger"),
    };
  }
  countSide(sender.out, isNovel, isStranger);
  countSide(recipient.in, isNovel, isStranger);
  sender.firstSeen ??= time;
  recipient.firstSeen ??= time;
  sender.recipients = kept(sender.recipients, payee, RECIPIENTS_MAX);
  sender.neighbours = kept(sender.neighbours, payee, NEIGHBOURS_MAX);
  recipient.neighbours = kept(recipient.neighbours, payer, NEIGHBOURS_MAX);
  return edge;
}

function standingOf(firstSeen: number | undefined, { total, novel, stranger }: Counts): Standing {
  return firstSeen === undefined ? NEWCOMER : { firstSeen, total, novel, stranger };
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

/** @returns the same list, but for the first: room for more would be most of what an address with one counterparty takes */
function kept(latest: number[], one: number, max: number): number[] {
  if (latest.length === 0) return [one];
  if (latest.at(-1) === one) return latest;
  const known = latest.indexOf(one);
  if (known !== -1) latest.splice(known, 1);
  else if (latest.length === max) latest.shift();
  latest.push(one);
  return latest;
}
