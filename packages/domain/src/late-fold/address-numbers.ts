import { type Address, ZERO_ADDRESS } from "../address.ts";
import { ADDRESS_BYTES, ByteReader, digitOf } from "../varint.ts";

const WORDS = ADDRESS_BYTES / 4;
const SLOTS_MIN = 2 ** 15;
/** Of `slots`: nobody stands there. Numbers are stored plus one. */
const EMPTY = 0;

/** The zero address has it, in every book. */
export const ZERO_NUMBER = 0;

/**
 * Numbers addresses in the order in which they come, from their bytes: what is kept of an address can then stand in arrays,
 * and its text is made once however often it comes. A hash table with open addressing, at most half full.
 */
export class AddressNumbers {
  #slots = new Uint32Array(SLOTS_MIN);
  #words = new Int32Array((SLOTS_MIN / 2) * WORDS);
  readonly #texts: Address[] = [];
  /** The address that is looked up, in words. */
  readonly #sought = new Int32Array(WORDS);

  constructor() {
    this.of(bytesOfText(ZERO_ADDRESS), 0);
  }

  get size(): number {
    return this.#texts.length;
  }

  /** Of the address whose bytes begin at `at`; a new one where it has none. */
  of(bytes: Uint8Array, at: number): number {
    for (let word = 0, from = at; word < WORDS; word++, from += 4) {
      this.#sought[word] =
        ((bytes[from] as number) << 24) |
        ((bytes[from + 1] as number) << 16) |
        ((bytes[from + 2] as number) << 8) |
        (bytes[from + 3] as number);
    }
    const slot = this.#slotOf(this.#sought, 0);
    const known = this.#slots[slot] as number;
    return known === EMPTY ? this.#add(slot, textAt(bytes, at)) : known - 1;
  }

  textOf(number: number): Address {
    return this.#texts[number] as Address;
  }

  #add(slot: number, text: Address): number {
    const number = this.#texts.length;
    this.#words.set(this.#sought, number * WORDS);
    this.#texts.push(text);
    this.#slots[slot] = number + 1;
    if (this.#texts.length * 2 >= this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const words = new Int32Array((this.#slots.length / 2) * WORDS);
    words.set(this.#words);
    this.#words = words;
    for (let number = 0; number < this.#texts.length; number++) {
      this.#slots[this.#slotOf(words, number * WORDS)] = number + 1;
    }
  }

  /** Where it stands, or would. */
  #slotOf(words: Int32Array, at: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(words, at) & mask;
    for (;;) {
      const known = this.#slots[slot] as number;
      if (known === EMPTY || this.#isAt(known - 1, words, at)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isAt(number: number, words: Int32Array, at: number): boolean {
    for (let word = 0; word < WORDS; word++) {
      if (this.#words[number * WORDS + word] !== words[at + word]) return false;
    }
    return true;
  }
}

/** Spreads the address's bits over all 32 (the multipliers and shifts are MurmurHash3's). */
function hashOf(words: Int32Array, at: number): number {
  let hash = 0;
  for (let word = 0; word < WORDS; word++) {
    hash = Math.imul(hash ^ (words[at + word] as number), 0xcc9e2d51);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function bytesOfText(address: Address): Uint8Array {
  const digit = (at: number) => digitOf(address.charCodeAt(at));
  return Uint8Array.from({ length: ADDRESS_BYTES }, (_, n) => (digit(2 + 2 * n) << 4) | digit(3 + 2 * n));
}

function textAt(bytes: Uint8Array, at: number): Address {
  return new ByteReader(bytes.subarray(at, at + ADDRESS_BYTES)).hex(ADDRESS_BYTES);
}
