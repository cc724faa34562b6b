import type { Address } from "./address.ts";
import { contentHash } from "./content-hash.ts";
import type { Hash } from "./hex.ts";

/**
 * What is said when the past is looked at for an entry that is new on a list. Not among the heuristics: these judge no
 * block, and the lane never says them, so a rebuild leaves their alerts alone.
 */
export const LOOKBACK_HIT = "lookback-hit";
export const LOOKBACK_EXPOSURE = "lookback-exposure";
export const LOOKBACK_RULES: readonly string[] = [LOOKBACK_HIT, LOOKBACK_EXPOSURE];
export const LOOKBACK_VERSION = 1;

/**
 * How far a lookback goes; recorded with it, so that it could be done again. Canonical content (a type, not an interface,
 * so that it counts as one). Ours, all of them [E], but the two hops and that exposure stops at services, which brief §5 has.
 */
export type LookbackParameters = {
  readonly version: number;
  /** Transfers from the listed address on by which money is followed. */
  readonly hops: number;
  /** Whole US dollars: who has received less of the listed address's money is neither followed nor told. */
  readonly amountMinUsd: number;
  /** Millionths: a payment counts when at least so much of it is the listed address's money. */
  readonly shareMinPpm: number;
  /** Newest transfers that are looked at each way of one listed address. */
  readonly transfersPerEntryMax: number;
  /** An address with more than so many transfers, each way, is a hub: money is not followed through it. */
  readonly transfersPerAddressMax: number;
  /** Addresses that money of one listed address is followed through for each hop: those that received most of it. */
  readonly addressesPerHopMax: number;
  /** Addresses told of as exposed to one listed address: those that received most of it. */
  readonly exposedPerEntryMax: number;
};

export const LOOKBACK_PARAMETERS: LookbackParameters = Object.freeze({
  version: LOOKBACK_VERSION,
  hops: 2,
  amountMinUsd: 100,
  shareMinPpm: 100_000,
  transfersPerEntryMax: 2_000,
  transfersPerAddressMax: 1_000,
  addressesPerHopMax: 100,
  exposedPerEntryMax: 50,
});

/** The entry that a lookback's alerts are because of. */
export interface LookbackCause {
  list: string;
  /** In which the entry came onto the list. */
  listVersion: number;
  entryId: string;
  /** Unix seconds: when that version was made. */
  addedAt: number;
}

/** Alert id = hash(rule, subject, entry, list version): never that of an episode of the lane. */
export function lookbackAlertId(
  caip2: string,
  heuristic: string,
  subject: Address,
  { list, listVersion, entryId }: LookbackCause,
): Hash {
  return contentHash("redflag/lookback/1", { heuristic, chain: caip2, subject, list, listVersion, entry: entryId });
}

/** "list ofac-sdn version 7 added it on 2026-11-27" */
export function causeText({ list, listVersion, addedAt }: LookbackCause): string {
  return `list ${list} version ${listVersion} added it on ${new Date(addedAt * 1000).toISOString().slice(0, 10)}`;
}
