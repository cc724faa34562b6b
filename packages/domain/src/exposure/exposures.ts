import { type Address, ZERO_ADDRESS } from "../address.ts";
import { type Audience, mayKnow } from "../audience.ts";
import { isService, type ListedEntry, listingAt, SEVERITIES } from "../entry.ts";
import { MICROS, USD, worthOf } from "../flow-worth.ts";
import { movesMoney } from "../fold-profiles.ts";
import type { Observation, Party } from "../heuristic.ts";
import type { Hex } from "../hex.ts";
import { toMicros } from "../money.ts";
import { dayOf, type Profile } from "../profile.ts";
import type { RateTable } from "../rate-table.ts";
import type { ExposureParams } from "./exposure-params.ts";
import { ExposureView, type Moved, type Movement } from "./exposure-view.ts";
import type { AddressExposure, StoodOn } from "./held-exposure.ts";
import { openingBalance } from "./opening-balance.ts";
import { saturate } from "./tainted-purse.ts";

/** What is remembered of one address beside its profile. */
export interface StoredExposure {
  address: Address;
  /** By all lists. */
  all: AddressExposure;
  /** By what of the lists is shared with exchanges: what it would be if nothing else were listed. */
  shared: AddressExposure;
}

/** Of whom nothing is remembered there is none. */
export type ProfileLookup = Pick<ReadonlyMap<Address, Profile>, "get">;

/** What else the fold knows of a transfer. */
export interface FoldedBeside {
  params: ExposureParams;
  rates: RateTable;
  /** Of both sides, as of just before the transfer. */
  profiles: ProfileLookup;
  /** Whether the recipient is inferred to be a deposit address of a known service. */
  isDeposit(): boolean;
}

/**
 * Money of listed addresses as it is passed on. It is followed twice, by all lists and by what exchanges may know of them,
 * since neither where money came from nor where it stopped may show an exchange an entry that is not for it.
 */
export class Exposures {
  readonly #all: ExposureView;
  readonly #shared: ExposureView;

  /** @param standing just before the stretch, at least those of the addresses that it touches */
  constructor(standing: readonly StoredExposure[] = []) {
    this.#all = new ExposureView(standing.map(({ address, all }) => [address, all]));
    this.#shared = new ExposureView(standing.map(({ address, shared }) => [address, shared]));
  }

  of(address: Address): AddressExposure {
    return this.#all.of(address);
  }

  /** In no order: what is to be stored of each address whose memory was touched. */
  changes(): StoredExposure[] {
    return [...this.#all.changed.union(this.#shared.changed)].map((address) => ({
      address,
      all: this.#all.of(address),
      shared: this.#shared.of(address),
    }));
  }

  /**
   * Takes the next transfer in, in ledger order, before the profiles do.
   * @returns by all lists; undefined when it carried nothing of a listed address
   */
  fold(observation: Observation, beside: FoldedBeside): Moved | undefined {
    const { sender, recipient, transfer, token, block } = observation;
    const isListed = sender.entries.length > 0 && sender.entries.some((entry) => taints(entry, block.time));
    if (!isListed && !this.#isKnown(sender.address) && !this.#isKnown(recipient.address)) return undefined;
    if (!movesMoney(transfer) || toMicros(transfer.amount, token.contract.decimals) === 0n) return undefined;
    const { params } = beside;
    // What is inferred rests on all lists, and so is nothing that an exchange's view may rest on.
    this.#shared.move(movementOf(observation, { ...beside, isDeposit: () => false }, "exchange"), params);
    return this.#all.move(movementOf(observation, beside, "staff"), params);
  }

  /** Whether a transfer may carry anything of a listed address, before anything else of it is looked at. */
  mayMove(sender: Party, recipient: Address): boolean {
    return sender.entries.length > 0 || this.#isKnown(sender.address) || this.#isKnown(recipient);
  }

  #isKnown(address: Address): boolean {
    return this.#all.knows(address) || this.#shared.knows(address);
  }
}

/** Whether what the address pays at this time (unix seconds) is money of a listed address. */
export function taints(entry: ListedEntry, time: number): boolean {
  return !isService(entry) && listingAt(entry, time) === "in_force";
}

function movementOf(
  { sender, recipient, transfer, token, block }: Observation,
  { params, rates, profiles, isDeposit }: FoldedBeside,
  audience: Audience,
): Movement {
  const { time } = block;
  const { peg } = token.token;
  const micros = toMicros(transfer.amount, token.contract.decimals);
  const absorbs = (entries: readonly ListedEntry[]) =>
    entries.some((entry) => mayKnow(audience, entry) && isService(entry) && listingAt(entry, time) === "in_force");
  const least = BigInt(params.carriedUsdMin) * MICROS;
  const recipientAbsorbs = absorbs(recipient.entries);
  const grounds = sender.entries.filter((entry) => mayKnow(audience, entry) && taints(entry, time));
  return {
    sender: sender.address,
    recipient: recipient.address,
    peg,
    micros: saturate(micros),
    time,
    day: dayOf(time),
    blockNumber: transfer.blockNumber,
    logIndex: transfer.logIndex,
    listedAs: grounds.length === 0 ? undefined : stoodOn(grounds, audience),
    senderAbsorbs: absorbs(sender.entries),
    recipientAbsorbs,
    isPaidIn: recipientAbsorbs || (recipient.address !== ZERO_ADDRESS && isDeposit()),
    openingMicros: () => openingBalance(profiles.get(recipient.address), peg),
    counts: (amount) => {
      if (amount === 0n) return false;
      const worth = worthOf(rates, { peg, micros: amount, time }, USD);
      // Where no rate says that it is little, it is followed.
      return worth === undefined || worth >= least;
    },
  };
}

/** The most severe; among equals the first by list and entry. */
function stoodOn(grounds: readonly ListedEntry[], audience: Audience): StoodOn {
  const rank = ({ severity }: ListedEntry) => SEVERITIES.indexOf(severity);
  const { list, listVersion, entryId, severity, confidence } = grounds.reduce((most, entry) =>
    rank(entry) > rank(most) ? entry : most,
  );
  // A list's own versions count entries that are not shared, too.
  const version = audience === "staff" ? listVersion : 0;
  return { list, listVersion: version, entryId: entryId as Hex, severity, confidence };
}
