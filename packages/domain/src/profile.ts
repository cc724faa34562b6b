import type { Address } from "./address.ts";
import assert from "./assert.ts";

/** Windows reach back so far: the longest one that a heuristic of ours asks for is 90 days. */
export const PROFILE_DAYS_MAX = 92;
/**
 * Transfers remembered one by one, in each direction. Ours [E]: a rule that counts payers wants 20; whoever pays an
 * address so often that its memory runs over shows that in `inCount`, and a rule says that it could not see all.
 */
export const RECENT_FLOWS_MAX = 64;
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

/** One transfer as its side remembers it: enough to count it, and to find it in the ledger again. */
export interface RecentFlow {
  counterparty: Address;
  /** ISO 4217 */
  peg: string;
  /** As in PegSum, and stopping there too. */
  micros: bigint;
  /** Unix seconds of block time. */
  time: number;
  blockNumber: number;
  logIndex: number;
  /** The counterparty was a known service at that time. */
  isService: boolean;
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
  /**
   * In minus out since the ledger began, sorted by peg, without zeros: the balance only of an address that had nothing
   * before. Destroyed, issued and redeemed money that no Transfer tells of is not in it.
   */
  net: readonly PegSum[];
  /** The latest RECENT_FLOWS_MAX of each direction, in ledger order. */
  recentIn: readonly RecentFlow[];
  recentOut: readonly RecentFlow[];
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
  blockNumber: number;
  logIndex: number;
  counterpartyIsService: boolean;
  /** Kept among the recent ones. The caller leaves out what is no payment between two parties, and known services' own. */
  isRemembered: boolean;
}

const NO_FLOW: Flow = Object.freeze({ count: 0, sums: Object.freeze([]) });
const EMPTY: Profile = Object.freeze({
  firstSeen: undefined,
  lastSeen: undefined,
  inCount: 0,
  outCount: 0,
  days: Object.freeze([]),
  net: Object.freeze([]),
  recentIn: Object.freeze([]),
  recentOut: Object.freeze([]),
});

export function emptyProfile(): Profile {
  return EMPTY;
}

/**
 * The profile with one more transfer. Counts and sums saturate; a transfer older than the buckets reach still counts
 * in the totals. Transfers of zero are the caller's to leave out: anyone can forge one in another's name.
 */
export function foldTransfer(profile: Profile, transfer: ProfiledTransfer): Profile {
  const { direction, time, amountMicros } = transfer;
  assert(Number.isSafeInteger(time) && time >= 0, "block time is whole unix seconds");
  assert(amountMicros >= 0n, "an amount is not negative");
  return {
    firstSeen: Math.min(profile.firstSeen ?? time, time),
    lastSeen: Math.max(profile.lastSeen ?? time, time),
    inCount: direction === "in" ? increment(profile.inCount) : profile.inCount,
    outCount: direction === "out" ? increment(profile.outCount) : profile.outCount,
    days: foldDay(profile.days, transfer),
    net: addNet(profile.net, transfer.peg, direction === "in" ? amountMicros : -amountMicros),
    recentIn: direction === "in" ? remember(profile.recentIn, transfer) : profile.recentIn,
    recentOut: direction === "out" ? remember(profile.recentOut, transfer) : profile.recentOut,
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

function addNet(net: readonly PegSum[], peg: string, change: bigint): readonly PegSum[] {
  const known = net.find((sum) => sum.peg === peg)?.micros ?? 0n;
  const micros = change < 0n ? -saturate(-(known + change)) : saturate(known + change);
  const others = net.filter((sum) => sum.peg !== peg);
  return micros === 0n ? others : [...others, { peg, micros }].sort((a, b) => (a.peg < b.peg ? -1 : 1));
}

function remember(recent: readonly RecentFlow[], transfer: ProfiledTransfer): readonly RecentFlow[] {
  if (!transfer.isRemembered) return recent;
  const { counterparty, peg, amountMicros, time, blockNumber, logIndex, counterpartyIsService } = transfer;
  const micros = saturate(amountMicros);
  const flow = { counterparty, peg, micros, time, blockNumber, logIndex, isService: counterpartyIsService };
  return recent.length < RECENT_FLOWS_MAX ? [...recent, flow] : [...recent.slice(1), flow];
}
