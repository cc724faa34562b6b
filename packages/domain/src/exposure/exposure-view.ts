import { type Address, ZERO_ADDRESS } from "../address.ts";
import { AddressFilter } from "../address-filter.ts";
import type { ExposureParams } from "./exposure-params.ts";
import type { AddressExposure, HeldExposure, StoodOn, TaintedPurse } from "./held-exposure.ts";
import { notePaidIn, openPurse, pay, receive, tidy } from "./tainted-purse.ts";

/** A transfer as somebody sees it who knows some of the lists. Two different addresses, and not nothing. */
export interface Movement {
  sender: Address;
  recipient: Address;
  /** ISO 4217 */
  peg: string;
  micros: bigint;
  /** Unix seconds of block time. */
  time: number;
  /** Of that time, days since 1970-01-01. */
  day: number;
  blockNumber: number;
  logIndex: number;
  /** The sender is listed: all that it pays is its own money. */
  listedAs: StoodOn | undefined;
  /** Known services: what comes in goes to somebody's account, and what goes out is somebody else's. */
  senderAbsorbs: boolean;
  recipientAbsorbs: boolean;
  /** Into a known service, or an address inferred to be one's. */
  isPaidIn: boolean;
  /** What the recipient held of the peg just before. */
  openingMicros(): bigint;
  /** Whether so much of one origin is worth following. */
  counts(micros: bigint): boolean;
}

/** What a transfer carried of listed addresses' money: each part by itself. */
export interface Moved {
  /** As the sender held it. */
  spent: readonly HeldExposure[];
  /** As it came to the recipient: one payment farther, or from the sender itself. */
  carried: readonly HeldExposure[];
}

/**
 * Who holds money of listed addresses, by one state of knowledge: money is followed pro rata (haircut) from one address to
 * the next. Follows from the transfers in their order, and of most addresses holds nothing.
 */
export class ExposureView {
  readonly #held = new Map<Address, AddressExposure>();
  readonly #mayHold = new AddressFilter();
  readonly #changed = new Set<Address>();

  constructor(standing: Iterable<readonly [Address, AddressExposure]> = []) {
    for (const [address, purses] of standing) this.#set(address, purses);
  }

  of(address: Address): AddressExposure {
    return this.#held.get(address) ?? NOTHING;
  }

  /** For the hot path: nothing of a transfer between two others, neither listed, is of interest. */
  knows(address: Address): boolean {
    return this.#mayHold.mayHave(address) && this.#held.has(address);
  }

  /** Addresses whose memory is another than at the beginning, or was for a while. */
  get changed(): ReadonlySet<Address> {
    return this.#changed;
  }

  /** Takes a transfer in. @returns undefined when it carried nothing of a listed address */
  move(movement: Movement, { hopsMax }: ExposureParams): Moved | undefined {
    const { sender, recipient, micros, listedAs, counts } = movement;
    const spent = this.#spend(movement);
    const carried = spent
      .filter(({ hops, origin }) => hops < hopsMax && origin !== recipient)
      .map((exposure) => oneFarther(exposure, movement));
    if (listedAs !== undefined && sender !== ZERO_ADDRESS) {
      const own = carried.reduce((rest, exposure) => rest - exposure.micros, micros);
      if (counts(own)) carried.push(oneFarther(ownMoney(movement, listedAs, own), movement));
    }
    if (!movement.recipientAbsorbs && recipient !== ZERO_ADDRESS) this.#take(movement, carried);
    return spent.length === 0 && carried.length === 0 ? undefined : { spent, carried };
  }

  /** Of the sender's purse; what is too little to follow is left there or lost. */
  #spend(movement: Movement): HeldExposure[] {
    const { sender, peg, micros, day, counts } = movement;
    const purse = this.#purseOf(sender, peg);
    if (purse === undefined) return [];
    const paid = pay(purse, micros);
    const spent = movement.senderAbsorbs ? [] : paid.spent.filter((exposure) => counts(exposure.micros));
    const paidInMicros = spent.reduce((sum, exposure) => sum + exposure.micros, 0n);
    const left = movement.isPaidIn && paidInMicros > 0n ? notePaidIn(paid.purse, paidInMicros, day) : paid.purse;
    this.#put(sender, peg, tidy(left, counts, day));
    return spent;
  }

  #take({ recipient, peg, micros, day, counts, openingMicros }: Movement, carried: readonly HeldExposure[]): void {
    const known = this.#purseOf(recipient, peg);
    if (known === undefined && carried.length === 0) return;
    const purse = known ?? openPurse(peg, openingMicros());
    this.#put(recipient, peg, tidy(receive(purse, micros, carried, day), counts, day));
  }

  #purseOf(address: Address, peg: string): TaintedPurse | undefined {
    return this.#held.get(address)?.find((purse) => purse.peg === peg);
  }

  #put(address: Address, peg: string, purse: TaintedPurse | undefined): void {
    const others = this.of(address).filter((known) => known.peg !== peg);
    const purses = purse === undefined ? others : [...others, purse].sort((a, b) => (a.peg < b.peg ? -1 : 1));
    if (purses.length === 0) this.#held.delete(address);
    else this.#set(address, purses);
    this.#changed.add(address);
  }

  #set(address: Address, purses: AddressExposure): void {
    this.#held.set(address, purses);
    this.#mayHold.add(address);
  }
}

const NOTHING: AddressExposure = Object.freeze([]);

function ownMoney({ sender, time }: Movement, entry: StoodOn, micros: bigint): HeldExposure {
  return { origin: sender, entry, hops: 0, micros, since: time, path: [] };
}

function oneFarther(exposure: HeldExposure, { sender, time, blockNumber, logIndex }: Movement): HeldExposure {
  const { micros, hops, path } = exposure;
  const step = { payer: sender, micros, time, blockNumber, logIndex };
  return { ...exposure, hops: hops + 1, since: time, path: [...path, step] };
}
