import type { Address } from "../address.ts";
import type { Severity } from "../entry.ts";
import type { Hex } from "../hex.ts";

/** Origins told apart in one purse; what is smaller goes into one sum. Ours [E]. */
export const EXPOSURES_MAX = 8;
/** Payments from a listed address on by which money can be followed at all. */
export const HOPS_LIMIT = 5;

/** The entry that an origin's payment stood on: enough to find it again, and to rank what came of it when it is gone. */
export interface StoodOn {
  list: string;
  /** 0 where it is not told: to exchanges, who count versions by what is shared. */
  listVersion: number;
  entryId: Hex;
  severity: Severity;
  /** Percent. */
  confidence: number;
}

/** One payment on the way, and how much of the origin's money it carried. */
export interface PathStep {
  payer: Address;
  /** Millionths of the peg's unit. */
  micros: bigint;
  /** Unix seconds of block time. */
  time: number;
  blockNumber: number;
  logIndex: number;
}

/** Money that came from a listed address by so many payments. */
export interface HeldExposure {
  origin: Address;
  entry: StoodOn;
  /** Payments from the origin to whoever holds it; at most HOPS_LIMIT. */
  hops: number;
  /** What of it is left here, in millionths of the peg's unit. */
  micros: bigint;
  /** Block time at which the first of it came, unix seconds. */
  since: number;
  /** The way by which most of what is left came at once: `hops` payments, the origin's first. */
  path: readonly PathStep[];
}

/** A UTC day on which listed addresses' money came, or was paid into services; in millionths of the peg's unit. */
export interface TaintedDay {
  /** Days since 1970-01-01. */
  day: number;
  inMicros: bigint;
  paidInMicros: bigint;
}

/** What an address holds in one peg since money of a listed address first came to it. */
export interface TaintedPurse {
  /** ISO 4217 */
  peg: string;
  /** All it holds, as far as the ledger tells; never less than what of it is tainted. */
  balanceMicros: bigint;
  /** At most EXPOSURES_MAX: the most first, ties by origin and hops; each origin and number of hops once. */
  exposures: readonly HeldExposure[];
  /** Of origins that were not among the largest. Counted, and not followed when it is paid on. */
  otherMicros: bigint;
  /** Ascending; none older than PROFILE_DAYS_MAX days. */
  days: readonly TaintedDay[];
}

/** What is remembered of an address, sorted by peg; empty of nearly everybody. */
export type AddressExposure = readonly TaintedPurse[];

export function taintedMicros({ exposures, otherMicros }: TaintedPurse): bigint {
  return exposures.reduce((sum, { micros }) => sum + micros, otherMicros);
}
