import type { Address } from "../address.ts";
import assert from "../assert.ts";
import type { Chain } from "../chain.ts";
import { type FoldInputs, isWorthDust } from "../fold-profiles.ts";
import type { Glance } from "../heuristic.ts";
import { toMicros } from "../money.ts";
import { type Direction, emptyProfile, type Profile, RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { GrowingProfile } from "../profile-growth.ts";
import { findToken } from "../token-registry.ts";
import { AddressNumbers } from "./address-numbers.ts";
import type { PackedTransfers } from "./packed-transfers.ts";
import { TransferRows } from "./transfer-rows.ts";

const ADDRESSES_MIN = 1_024;
const NO_FLOWS: readonly RecentFlow[] = Object.freeze([]);

/** The newest payment that it remembers went to a known service. */
const PAID_SERVICE_LAST = 1;
/** Any that it may remember did. */
const PAID_SERVICE = 2;

/** Of `#first` and `#next`: no side. Sides are stored plus one. */
const NONE = 0;

/** The fold's inputs from a row on. */
interface InputsFrom {
  row: number;
  inputs: FoldInputs;
}

/**
 * Profiles that take a transfer down when somebody looks at them: until then it waits as a row of numbers. Most addresses are
 * never looked at by the one rule that is asked, and so cost no more than the row. Whatever is looked at is what folding each
 * transfer at once would have made it.
 */
export class LateProfiles {
  readonly numbers = new AddressNumbers();
  readonly rows = new TransferRows(this.numbers);
  readonly #chain: Chain;
  /** As of before the rows that wait. */
  readonly #held: Map<Address, Profile>;
  readonly #inputs: InputsFrom[] = [];
  /** By address number: what waits, in ledger order, as a list through `#next`. */
  #first = new Uint32Array(ADDRESSES_MIN);
  #last = new Uint32Array(ADDRESSES_MIN);
  #facts = new Uint32Array(ADDRESSES_MIN);
  #received = new Uint32Array(ADDRESSES_MIN);
  #paid = new Uint32Array(ADDRESSES_MIN);
  #lastReceived = new Float64Array(ADDRESSES_MIN);
  /** By side: two for each row, the sender's first. */
  #next = new Uint32Array(2 * ADDRESSES_MIN);

  /** @param held the fold's own: those that are looked at grow in place */
  constructor(chain: Chain, held: Map<Address, Profile>) {
    this.#chain = chain;
    this.#held = held;
  }

  /**
   * Takes in the next transfers, of whole blocks, without folding them.
   * @returns the row of the first
   */
  append(packed: PackedTransfers, inputs: FoldInputs): number {
    const begin = this.rows.append(packed);
    this.#inputs.push({ row: begin, inputs });
    const { size } = this.numbers;
    this.#first = atLeast(this.#first, size);
    this.#last = atLeast(this.#last, size);
    this.#facts = atLeast(this.#facts, size);
    this.#received = atLeast(this.#received, size);
    this.#paid = atLeast(this.#paid, size);
    if (this.#lastReceived.length < size) {
      const wider = new Float64Array(this.#first.length);
      wider.set(this.#lastReceived);
      this.#lastReceived = wider;
    }
    this.#next = atLeast(this.#next, 2 * this.rows.count);
    return begin;
  }

  /** Those that came after the first so many, in the order of their numbers. */
  addressesFrom(number: number): Address[] {
    const addresses: Address[] = [];
    for (let at = number; at < this.numbers.size; at++) addresses.push(this.numbers.textOf(at));
    return addresses;
  }

  /** Takes up what is held of those that came after the first so many: before their first row is folded. */
  recallFrom(number: number): void {
    for (let at = number; at < this.numbers.size; at++) {
      const profile = this.#held.get(this.numbers.textOf(at));
      if (profile !== undefined) this.#recall(at, profile);
    }
  }

  /** Of the addresses of rows from `begin` on those that may remember a payment to a known service, each once. */
  forwardersFrom(begin: number): Address[] {
    const found = new Set<number>();
    for (let row = begin; row < this.rows.count; row++) {
      for (const number of [this.rows.sender(row), this.rows.recipient(row)]) {
        if (this.#has(number, PAID_SERVICE)) found.add(number);
      }
    }
    return [...found].map((number) => this.numbers.textOf(number));
  }

  /** Folds the row, whose services are noted: from now on its sides' profiles have it. */
  fold(row: number): void {
    const { rows } = this;
    if (!rows.movesMoney(row)) return;
    const [sender, recipient] = [rows.sender(row), rows.recipient(row)];
    this.#wait(sender, 2 * row);
    this.#wait(recipient, 2 * row + 1);
    if (!rows.isPayment(row)) return;
    if (!rows.senderIsService(row)) {
      const service = rows.recipientIsService(row) ? PAID_SERVICE | PAID_SERVICE_LAST : 0;
      this.#facts[sender] = ((this.#facts[sender] as number) & ~PAID_SERVICE_LAST) | service;
      this.#paid[sender] = (this.#paid[sender] as number) + 1;
    }
    if (!rows.recipientIsService(row)) {
      this.#received[recipient] = (this.#received[recipient] as number) + 1;
      this.#lastReceived[recipient] = rows.time(row);
    }
  }

  /** The profile that a row's side has now: it is folded when something of it is asked for. */
  at(number: number): Profile {
    return new LateProfile(this, number);
  }

  /** What is known of it without folding anything. */
  glanceAt(number: number, time: number): Glance {
    return {
      time,
      received: this.received(number),
      paid: this.paid(number),
      lastReceived: this.#lastReceived[number] as number,
    };
  }

  received(number: number): number {
    return this.#received[number] as number;
  }

  paid(number: number): number {
    return this.#paid[number] as number;
  }

  hasPaidServiceLast(number: number): boolean {
    return this.#has(number, PAID_SERVICE_LAST);
  }

  /** With all that waits for it folded. */
  folded(number: number): Profile {
    const address = this.numbers.textOf(number);
    const held = this.#held.get(address);
    let side = this.#first[number] as number;
    if (side === NONE) return held ?? emptyProfile();
    const profile = held instanceof GrowingProfile ? held : GrowingProfile.from(held ?? emptyProfile());
    if (profile !== held) this.#held.set(address, profile);
    for (; side !== NONE; side = this.#next[side - 1] as number) this.#grow(profile, side - 1);
    this.#first[number] = NONE;
    return profile;
  }

  /** Nothing waits any more, and all are held as folding each transfer at once would have left them. */
  foldAll(): void {
    for (let number = 0; number < this.numbers.size; number++) this.folded(number);
  }

  /** What would be known of it if its rows had waited here. */
  #recall(number: number, { recentIn, recentOut, payers, payees }: Profile): void {
    const [last, newest] = [recentOut.at(-1), recentIn.at(-1)];
    const paidService = recentOut.some(({ isService }) => isService) ? PAID_SERVICE : 0;
    this.#facts[number] = paidService | (last?.isService === true ? PAID_SERVICE_LAST : 0);
    this.#received[number] = countOf(recentIn, payers);
    this.#paid[number] = countOf(recentOut, payees);
    this.#lastReceived[number] = newest?.time ?? 0;
  }

  #has(number: number, fact: number): boolean {
    return ((this.#facts[number] as number) & fact) !== 0;
  }

  #wait(number: number, side: number): void {
    if (this.#first[number] === NONE) this.#first[number] = side + 1;
    else this.#next[(this.#last[number] as number) - 1] = side + 1;
    this.#last[number] = side + 1;
    this.#next[side] = NONE;
  }

  #grow(profile: GrowingProfile, side: number): void {
    const { rows, numbers } = this;
    const row = side >>> 1;
    const direction: Direction = (side & 1) === 0 ? "out" : "in";
    const address = rows.token(row);
    const known = findToken(this.#chain.name, address);
    assert(known !== undefined, "the token of a stored transfer is registered");
    const { token, contract } = known;
    const { rates, layout } = this.#inputsOf(row);
    const amountMicros = toMicros(rows.amount(row), contract.decimals);
    const isSender = direction === "out";
    const selfIsService = isSender ? rows.senderIsService(row) : rows.recipientIsService(row);
    const time = rows.time(row);
    profile.add(
      {
        direction,
        counterparty: numbers.textOf(isSender ? rows.recipient(row) : rows.sender(row)),
        amountMicros,
        peg: token.peg,
        token: address,
        txHash: rows.txHash(row),
        time,
        blockNumber: rows.blockNumber(row),
        logIndex: rows.logIndex(row),
        counterpartyIsService: isSender ? rows.recipientIsService(row) : rows.senderIsService(row),
        isRemembered: rows.isPayment(row) && !selfIsService,
        isDust: isWorthDust(rates, amountMicros, token.peg, time),
      },
      layout,
    );
  }

  #inputsOf(row: number): FoldInputs {
    const found = this.#inputs.findLast((from) => from.row <= row);
    assert(found !== undefined, "every row has the inputs that it was appended with");
    return found.inputs;
  }
}

/** Folded at the first question that what is known of it without does not answer. */
class LateProfile implements Profile {
  readonly #profiles: LateProfiles;
  readonly #number: number;
  #folded: Profile | undefined;

  constructor(profiles: LateProfiles, number: number) {
    this.#profiles = profiles;
    this.#number = number;
  }

  get recentIn(): Profile["recentIn"] {
    if (this.#folded === undefined && this.#profiles.received(this.#number) === 0) return NO_FLOWS;
    return this.#all.recentIn;
  }

  get recentOut(): Profile["recentOut"] {
    if (this.#folded === undefined && this.#profiles.paid(this.#number) === 0) return NO_FLOWS;
    return this.#all.recentOut;
  }

  get firstSeen(): Profile["firstSeen"] {
    return this.#all.firstSeen;
  }

  get lastSeen(): Profile["lastSeen"] {
    return this.#all.lastSeen;
  }

  get inCount(): number {
    return this.#all.inCount;
  }

  get outCount(): number {
    return this.#all.outCount;
  }

  get days(): Profile["days"] {
    return this.#all.days;
  }

  get net(): Profile["net"] {
    return this.#all.net;
  }

  get detailFrom(): Profile["detailFrom"] {
    return this.#all.detailFrom;
  }

  get lastActive(): Profile["lastActive"] {
    return this.#all.lastActive;
  }

  get latestQuiet(): Profile["latestQuiet"] {
    return this.#all.latestQuiet;
  }

  get payers(): Profile["payers"] {
    return this.#all.payers;
  }

  get payees(): Profile["payees"] {
    return this.#all.payees;
  }

  get #all(): Profile {
    this.#folded ??= this.#profiles.folded(this.#number);
    return this.#folded;
  }
}

/** Whose marks are kept has met more than can be remembered: how many is not worth working out. */
function countOf(recent: readonly RecentFlow[], marks: Profile["payers"]): number {
  return marks === undefined ? recent.length : RECENT_FLOWS_MAX + 1;
}

function atLeast(column: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= column.length) return column;
  const wider = new Uint32Array(Math.max(length, 2 * column.length));
  wider.set(column);
  return wider;
}
