import type { Address } from "./address.ts";
import assert from "./assert.ts";
import type { ListedEntry } from "./entry.ts";
import { isHex } from "./hex.ts";
import { ADDRESS_BYTES, ByteWriter, digitOf } from "./varint.ts";

/** The lists in force, ready for screening. Immutable: a new version of a list is a new matcher and one assignment. */
export interface WatchlistMatcher {
  /** Every entry that names the address, by list, then entry id. A miss allocates nothing. */
  find(address: Address): readonly ListedEntry[];
  /** Entries held; an address that two lists name counts twice. */
  readonly size: number;
}

/** Entries by number. An address that several entries name is there for each of them. */
export interface EntryTable {
  size: number;
  /** Twenty bytes each, one behind the other; never changed. */
  addresses: Uint8Array;
  /** Asked for those alone that are found. */
  entryAt(index: number): ListedEntry;
}

const WORD_BYTES = 4;
const NONE: readonly ListedEntry[] = Object.freeze([]);
/** In `next`: the last entry of its address. Entry numbers are stored plus one. */
const END = 0;

export function buildMatcher(entries: Iterable<ListedEntry>): WatchlistMatcher {
  const held = [...entries];
  const addresses = new Uint8Array(held.length * ADDRESS_BYTES);
  const writer = new ByteWriter(addresses);
  for (const { address } of held) {
    assert(isHex(address, ADDRESS_BYTES), "an entry's address is 20 bytes of lower-case hex");
    writer.hex(address);
  }
  return matcherOf({ size: held.length, addresses, entryAt: (index) => held[index] as ListedEntry });
}

/**
 * A hash table with open addressing over typed arrays: per slot one byte of the hash and the number of an entry, per
 * entry the address's 20 bytes and the number of the next entry with the same address. A miss usually reads one byte.
 * At 10 million entries the index takes 324 MB by this layout (slots 16.8 M × 5 bytes, entries 10 M × 24 bytes); a plain Map
 * was measured at 911 MB. The entries themselves come on top of either. `bench/watchlist-matcher.ts` measures both in one run.
 */
export function matcherOf({ size, addresses, entryAt }: EntryTable): WatchlistMatcher {
  assert(addresses.length === size * ADDRESS_BYTES, "an entry has one address");
  const slotCount = slotCountFor(size);
  const mask = slotCount - 1;
  const tags = new Uint8Array(slotCount);
  const heads = new Uint32Array(slotCount);
  const next = new Uint32Array(size);

  for (let index = 0; index < size; index++) {
    const hash = hashOfBytes(addresses, index * ADDRESS_BYTES);
    const tag = tagOf(hash);
    let slot = hash & mask;
    for (; tags[slot] !== 0; slot = (slot + 1) & mask) {
      if (tags[slot] === tag && isSame((heads[slot] as number) - 1, index)) break;
    }
    tags[slot] = tag;
    next[index] = heads[slot] as number;
    heads[slot] = index + 1;
  }

  function isSame(one: number, other: number): boolean {
    for (let byte = 0; byte < ADDRESS_BYTES; byte++) {
      if (addresses[one * ADDRESS_BYTES + byte] !== addresses[other * ADDRESS_BYTES + byte]) return false;
    }
    return true;
  }

  function isAt(index: number, address: Address): boolean {
    for (let byte = 0; byte < ADDRESS_BYTES; byte++) {
      if (addresses[index * ADDRESS_BYTES + byte] !== byteOf(address, byte)) return false;
    }
    return true;
  }

  function collect(head: number): readonly ListedEntry[] {
    const found: ListedEntry[] = [];
    for (let number = head; number !== END; number = next[number - 1] as number) found.push(entryAt(number - 1));
    return found.length === 1 ? found : found.sort(byListThenId);
  }

  return {
    size,
    find(address) {
      const hash = hashOf(address);
      const tag = tagOf(hash);
      for (let slot = hash & mask; tags[slot] !== 0; slot = (slot + 1) & mask) {
        if (tags[slot] !== tag) continue;
        const head = heads[slot] as number;
        if (isAt(head - 1, address)) return collect(head);
      }
      return NONE;
    },
  };
}

/** A power of two, at least a quarter of it free, so that every probe ends at an empty slot soon. */
function slotCountFor(entryCount: number): number {
  const slotCount = 2 ** Math.ceil(Math.log2(Math.max(2, (entryCount * 4) / 3)));
  assert(slotCount <= 2 ** 30, "a matcher holds at most 800 million entries");
  return slotCount;
}

/** One of the 20 bytes, read from the text without making another. */
function byteOf(address: Address, byte: number): number {
  const at = 2 + byte * 2;
  return (digitOf(address.charCodeAt(at)) << 4) | digitOf(address.charCodeAt(at + 1));
}

function hashOf(address: Address): number {
  let hash = 0;
  for (let from = 2; from < 2 + 2 * ADDRESS_BYTES; from += 2 * WORD_BYTES) {
    let word = 0;
    for (let at = from; at < from + 2 * WORD_BYTES; at++) word = (word << 4) | digitOf(address.charCodeAt(at));
    hash = mixed(hash, word);
  }
  return spread(hash);
}

/** The same of an address in bytes. */
function hashOfBytes(bytes: Uint8Array, from: number): number {
  let hash = 0;
  for (let byte = from; byte < from + ADDRESS_BYTES; byte += WORD_BYTES) {
    let word = 0;
    for (let at = byte; at < byte + WORD_BYTES; at++) word = (word << 8) | (bytes[at] as number);
    hash = mixed(hash, word);
  }
  return spread(hash);
}

/** The multipliers and shifts of these two are MurmurHash3's. */
function mixed(hash: number, word: number): number {
  const next = Math.imul(hash ^ word, 0xcc9e2d51);
  return next ^ (next >>> 15);
}

/** Over all 32 bits. */
function spread(hash: number): number {
  let next = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  next = Math.imul(next ^ (next >>> 13), 0xc2b2ae35);
  return next ^ (next >>> 16);
}

/** The hash's top byte, which small tables do not use for the slot; 0 stands for an empty slot. */
function tagOf(hash: number): number {
  return hash >>> 24 || 1;
}

export function byListThenId(a: ListedEntry, b: ListedEntry): number {
  if (a.list !== b.list) return a.list < b.list ? -1 : 1;
  if (a.entryId !== b.entryId) return a.entryId < b.entryId ? -1 : 1;
  return a.listVersion - b.listVersion;
}
