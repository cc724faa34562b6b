import type { Address } from "./address.ts";
import assert from "./assert.ts";

/** Windows reach back so far: the longest one that a heuristic of ours asks for is 90 days. */
export const PROFILE_DAYS_MAX = 92;
export const RECENT_COUNTERPARTIES_MAX = 48;
/**
 * Distinct pegs in one profile; a test holds the token registry to it. No peg may be left out when there are many, or
 * paying oneself dust in some would hide the sums of the others.
 */
export const PROFILE_PEGS_MAX = 32;
/** Where counts stop. */
export const COUNT_MAX = Number.MAX_SAFE_INTEGER;
/** Where sums stop: 1.9e19 units of a peg in one day, which nothing real reaches and 12 bytes of varint hold. */
export const SUM_MICROS_MAX = 2n ** 84n - 1n;

const DAY_S = 86_400;

export type Direction = "in" | "out";

/**
 * Nominal value moved, in millionths of the peg's unit, exact below SUM_MICROS_MAX. Not a valuation: it takes each
 * token at its peg, and pegs are never added to each other.
 */
export interface PegSum {
  /** ISO 4217 */
  peg: string;
  micros: bigint;
}

export interface Flow {
  count: number;
  /** Sorted by peg; only those with something in them. */
  sums: readonly PegSum[];
}

/** One UTC day with at least one transfer. */
export interface DayBucket {
  /** Days since 1970-01-01. */
  day: number;
  in: Flow;
  out: Flow;
}

/** What is remembered of one address on one chain. A value: folding gives another and leaves this one as it was. */
export interface Profile {
  /** Unix seconds of block time; undefined while nothing was folded. */
  firstSeen: number | undefined;
  lastSeen: number | undefined;
  /** Since the ledger began; the buckets forget, these do not. */
  inCount: number;
  outCount: number;
  /** Ascending; none older than PROFILE_DAYS_MAX days counted back from the newest. */
  days: readonly DayBucket[];
  /** Distinct, the latest last. */
  recentCounterparties: readonly Address[];
}

/** One side's view of a transfer. */
export interface ProfiledTransfer {
  direction: Direction;
  counterparty: Address;
  /** Not negative; the token's base units scaled to millionths of its peg's unit, rounded down. */
  amountMicros: bigint;
  /** ISO 4217 */
  peg: string;
  /** Unix seconds of block time. */
  time: number;
}

const NO_FLOW: Flow = Object.freeze({ count: 0, sums: Object.freeze([]) });
const EMPTY: Profile = Object.freeze({
  firstSeen: undefined,
  lastSeen: undefined,
  inCount: 0,
  outCount: 0,
  days: Object.freeze([]),
  recentCounterparties: Object.freeze([]),
});

export function emptyProfile(): Profile {
  return EMPTY;
}

/**
 * The profile with one more transfer. Counts and sums saturate; a transfer older than the buckets reach still counts
 * in the totals. Transfers of zero are the caller's to leave out: anyone can forge one in another's name.
 */
export function foldTransfer(profile: Profile, transfer: ProfiledTransfer): Profile {
  const { direction, counterparty, time } = transfer;
  assert(Number.isSafeInteger(time) && time >= 0, "block time is whole unix seconds");
  assert(transfer.amountMicros >= 0n, "an amount is not negative");
  return {
    firstSeen: Math.min(profile.firstSeen ?? time, time),
    lastSeen: Math.max(profile.lastSeen ?? time, time),
    inCount: direction === "in" ? increment(profile.inCount) : profile.inCount,
    outCount: direction === "out" ? increment(profile.outCount) : profile.outCount,
    days: foldDay(profile.days, transfer),
    recentCounterparties: remember(profile.recentCounterparties, counterparty),
  };
}

/** Days since 1970-01-01 of a block time in unix seconds. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY_S);
}

function increment(count: number): number {
  return count < COUNT_MAX ? count + 1 : COUNT_MAX;
}

function foldDay(days: readonly DayBucket[], transfer: ProfiledTransfer): readonly DayBucket[] {
  const day = dayOf(transfer.time);
  const newest = days.at(-1)?.day ?? day;
  if (day <= newest - PROFILE_DAYS_MAX) return days;
  const place = days.findLastIndex((bucket) => bucket.day <= day);
  const known = days[place];
  if (known?.day === day) return days.with(place, foldBucket(known, transfer));
  const fresh = foldBucket({ day, in: NO_FLOW, out: NO_FLOW }, transfer);
  const all = days.toSpliced(place + 1, 0, fresh);
  return day > newest ? all.filter((bucket) => bucket.day > day - PROFILE_DAYS_MAX) : all;
}

function foldBucket(bucket: DayBucket, transfer: ProfiledTransfer): DayBucket {
  return { ...bucket, [transfer.direction]: foldFlow(bucket[transfer.direction], transfer) };
}

function foldFlow({ count, sums }: Flow, { peg, amountMicros }: ProfiledTransfer): Flow {
  return { count: increment(count), sums: amountMicros === 0n ? sums : addSum(sums, peg, amountMicros) };
}

function addSum(sums: readonly PegSum[], peg: string, micros: bigint): readonly PegSum[] {
  const place = sums.findIndex((sum) => sum.peg >= peg);
  const known = sums[place];
  if (known?.peg === peg) return sums.with(place, { peg, micros: saturate(known.micros + micros) });
  return sums.toSpliced(place === -1 ? sums.length : place, 0, { peg, micros: saturate(micros) });
}

function saturate(micros: bigint): bigint {
  return micros < SUM_MICROS_MAX ? micros : SUM_MICROS_MAX;
}

function remember(recent: readonly Address[], counterparty: Address): readonly Address[] {
  if (recent.at(-1) === counterparty) return recent;
  const others = recent.filter((address) => address !== counterparty);
  if (others.length === RECENT_COUNTERPARTIES_MAX) others.shift();
  others.push(counterparty);
  return others;
}
