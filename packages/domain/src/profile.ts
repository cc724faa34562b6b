import type { Address } from "./address.ts";
import type { CounterpartyBucket } from "./counterparty-sketch.ts";
import type { Hash } from "./hex.ts";

/** Windows reach back so far: the longest one that a heuristic of ours asks for is 90 days. */
export const PROFILE_DAYS_MAX = 92;
/**
 * Transfers remembered one by one, in each direction. Ours [E]: a rule that counts payers wants 20; whoever pays an
 * address so often that its memory runs over shows that in `inCount`, and a rule says that it could not see all.
 */
export const RECENT_FLOWS_MAX = 64;
/** Seconds in which not simply the oldest is let go: a day more than the week of the rules that count many payers. Ours [E]. */
export const RECENT_FLOWS_S = 8 * 86_400;
/**
 * Distinct pegs in one profile; a test holds the token registry to it. No peg may be left out when there are many, or
 * paying oneself dust in some would hide the sums of the others.
 */
export const PROFILE_PEGS_MAX = 32;
/** Distinct tokens among the remembered flows of one address; a test holds each chain's registry to it. */
export const PROFILE_TOKENS_MAX = 64;
/**
 * What the fold takes down of a transfer. Stands in the epoch, since what is folded in one layout and judged in another
 * could not be folded again: from an epoch that names this one on, tokens, transactions, silences and payers are kept, and
 * what was folded before stays without them.
 */
export const PROFILE_LAYOUT = 3;
/** The layout of epochs that name none. */
export const FIRST_LAYOUT = 2;
/** Where counts stop. */
export const COUNT_MAX = Number.MAX_SAFE_INTEGER;
/** Where sums stop: 1.9e19 units of a peg in one day, which nothing real reaches and 12 bytes of varint hold. */
export const SUM_MICROS_MAX = 2n ** 84n - 1n;

/** Less than one unit of its peg: what costs nothing to send by the dozen. */
export const DUST_MICROS = 1_000_000n;

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

/** A time without activity, between two block times in unix seconds. */
export interface QuietSpell {
  from: number;
  to: number;
}

/** One transfer as its side remembers it: enough to count it, and to find it in the ledger again. */
export interface RecentFlow {
  counterparty: Address;
  /** ISO 4217 */
  peg: string;
  /** The token's contract; undefined of what was folded before layout 3. */
  token: Address | undefined;
  /** As in PegSum, and stopping there too. */
  micros: bigint;
  /** Unix seconds of block time. */
  time: number;
  blockNumber: number;
  logIndex: number;
  /**
   * The log of the first transfer in the same transaction that this address had a part in: two flows of a block are of one
   * transaction where it is the same. Its own log in what was folded before layout 3, which so is never said to be.
   */
  txFirstLog: number;
  /** The counterparty was a known service at that time. */
  isService: boolean;
}

/** What is remembered of one address on one chain. Read-only for whoever is given one; see GrowingProfile. */
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
  /** Block time of the first transfer that was folded in layout 3; undefined while there was none. What follows is of that time on. */
  detailFrom: number | undefined;
  /** When it last paid, or received more than dust: dust that others send ends no silence. */
  lastActive: number | undefined;
  /** The latest time of QUIET_S or more without activity that an activity has ended. */
  latestQuiet: QuietSpell | undefined;
  /**
   * Whom the remembered flows of a direction were with, by spans of days, since they became more than can be remembered;
   * undefined before, where the flows themselves tell. See counterparty-sketch.ts.
   */
  payers: readonly CounterpartyBucket[] | undefined;
  payees: readonly CounterpartyBucket[] | undefined;
}

/** A silence shorter than this is none to any rule. Ours [E]. */
export const QUIET_S = 7 * 86_400;

/** One side's view of a transfer. */
export interface ProfiledTransfer {
  direction: Direction;
  counterparty: Address;
  /** Not negative; the token's base units scaled to millionths of its peg's unit, rounded down. */
  amountMicros: bigint;
  /** ISO 4217 */
  peg: string;
  token: Address;
  txHash: Hash;
  /** Unix seconds of block time. */
  time: number;
  blockNumber: number;
  logIndex: number;
  counterpartyIsService: boolean;
  /** Worth so little that anybody sends it to anybody. Of what came in; what one pays is always meant. */
  isDust: boolean;
  /** Kept among the recent ones. The caller leaves out what is no payment between two parties, and known services' own. */
  isRemembered: boolean;
}

const EMPTY: Profile = Object.freeze({
  firstSeen: undefined,
  lastSeen: undefined,
  inCount: 0,
  outCount: 0,
  days: Object.freeze([]),
  net: Object.freeze([]),
  recentIn: Object.freeze([]),
  recentOut: Object.freeze([]),
  detailFrom: undefined,
  lastActive: undefined,
  latestQuiet: undefined,
  payers: undefined,
  payees: undefined,
});

export function emptyProfile(): Profile {
  return EMPTY;
}

/** Days since 1970-01-01 of a block time in unix seconds. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY_S);
}
