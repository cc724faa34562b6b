import { type Address, ZERO_ADDRESS } from "./address.ts";
import { isService, listingAt } from "./entry.ts";
import { MICROS, USD } from "./flow-worth.ts";
import type { Observation, Party } from "./heuristic.ts";
import { toMicros } from "./money.ts";
import { type Direction, emptyProfile, PROFILE_LAYOUT, type Profile } from "./profile.ts";
import { GrowingProfile } from "./profile-growth.ts";
import { NO_RATES, type RateTable } from "./rate-table.ts";
import type { Transfer } from "./transfer.ts";

/** What the fold takes from the epoch, so that folding again gives the same. */
export interface FoldInputs {
  /** Which facts are taken down: see PROFILE_LAYOUT. */
  layout: number;
  /** Whether money received is worth more than dust. */
  rates: RateTable;
}

const FOLD_DEFAULTS: FoldInputs = Object.freeze({ layout: PROFILE_LAYOUT, rates: NO_RATES });

/** Received amounts below 10 USD are dust [P]: the bound of those who track address poisoning. */
const DUST_USD_MICROS_BELOW = 10n * MICROS;

/**
 * Whether anything changed hands. A transfer of zero can be forged in anyone's name, and one to oneself would swell an
 * address's own sums at will.
 */
export function movesMoney({ amount, sender, recipient }: Transfer): boolean {
  return amount > 0n && sender !== recipient;
}

/** Whether one party paid another: money that is issued or destroyed has one side only. */
export function isPayment(transfer: Transfer): boolean {
  return movesMoney(transfer) && transfer.sender !== ZERO_ADDRESS && transfer.recipient !== ZERO_ADDRESS;
}

/**
 * Folds one transfer into the profiles of its two sides. Transfers must come in ledger order, each once; one that moves
 * no money is left out.
 * @param profiles the fold's own: those that it touches grow in place
 */
export function foldIntoProfiles(
  profiles: Map<Address, Profile>,
  observation: Observation,
  { layout, rates }: FoldInputs = FOLD_DEFAULTS,
): void {
  const { block, transfer, token, sender, recipient } = observation;
  if (!movesMoney(transfer)) return;
  const amountMicros = toMicros(transfer.amount, token.contract.decimals);
  const isBetweenParties = isPayment(transfer);
  const senderIsService = isServiceAt(sender, block.time);
  const recipientIsService = isServiceAt(recipient, block.time);
  const isDust = isWorthDust(rates, amountMicros, token.token.peg, block.time);
  const asSeenBy = (direction: Direction, other: Party, selfIsService: boolean, otherIsService: boolean) => ({
    direction,
    counterparty: other.address,
    amountMicros,
    peg: token.token.peg,
    token: token.contract.address,
    txHash: transfer.txHash,
    time: block.time,
    blockNumber: transfer.blockNumber,
    logIndex: transfer.logIndex,
    counterpartyIsService: otherIsService,
    // A known service is context, never a subject: what it did one by one is not worth remembering.
    isRemembered: isBetweenParties && !selfIsService,
    isDust,
  });
  growing(profiles, sender.address).add(asSeenBy("out", recipient, senderIsService, recipientIsService), layout);
  growing(profiles, recipient.address).add(asSeenBy("in", sender, recipientIsService, senderIsService), layout);
}

/** Without a rate it is none: rather a silence that was none than one that is made up. */
export function isWorthDust(rates: RateTable, micros: bigint, peg: string, time: number): boolean {
  if (peg === USD) return micros < DUST_USD_MICROS_BELOW;
  const worth = rates.convert(micros, peg, USD, time);
  return worth !== undefined && worth < DUST_USD_MICROS_BELOW;
}

function growing(profiles: Map<Address, Profile>, address: Address): GrowingProfile {
  const known = profiles.get(address);
  if (known instanceof GrowingProfile) return known;
  const profile = GrowingProfile.from(known ?? emptyProfile());
  profiles.set(address, profile);
  return profile;
}

/** A list in force at this block time (unix seconds) names the address as a known service. */
export function isServiceAt({ entries }: Party, time: number): boolean {
  return entries.some((entry) => isService(entry) && listingAt(entry, time) === "in_force");
}
