import type { Address } from "./address.ts";
import assert from "./assert.ts";
import type { ListedEntry } from "./entry.ts";
import { isHex } from "./hex.ts";

/** The lists in force, ready for screening. Immutable: a new version of a list is a new matcher and one assignment. */
export interface WatchlistMatcher {
  /** Every entry that names the address, by list, then entry id. A miss allocates nothing. */
  find(address: Address): readonly ListedEntry[];
  /** Entries held; an address that two lists name counts twice. */
  readonly size: number;
}

const WORDS = 5;
const NONE: readonly ListedEntry[] = Object.freeze([]);
/** In `next`: the last entry of its address. Entry numbers are stored plus one. */
const END = 0;

/**
 * A hash table with open addressing over typed arrays: per slot one byte of the hash and the number of an entry, per
 * entry the address's 20 bytes and the number of the next entry with the same address. A miss usually reads one byte.
 * At 10 million entries the index takes 324 MB by this layout (slots 16.8 M × 5 bytes, entries 10 M × 24 bytes) and
 * 397 MB with the array of references to the entries; a plain Map was measured at 911 MB. The entry objects themselves
 * come on top of either. `bench/watchlist-matcher.ts` measures both in one run.
 */
export function buildMatcher(entries: Iterable<ListedEntry>): WatchlistMatcher {
  const held = [...entries];
  const slotCount = slotCountFor(held.length);
  const mask = slotCount - 1;
  const tags = new Uint8Array(slotCount);
  const heads = new Uint32Array(slotCount);
  const next = new Uint32Array(held.length);
  const keys = new Int32Array(held.length * WORDS);

  for (const [index, { address }] of held.entries()) {
    assert(isHex(address, 20), "an entry's address is 20 bytes of lower-case hex");
    for (let word = 0; word < WORDS; word++) keys[index * WORDS + word] = wordOf(address, word);
    const slot = slotOf(address);
    next[index] = heads[slot] as number;
    heads[slot] = index + 1;
  }

  /** The slot that holds the address, or the empty one where it would stand, its tag set. */
  function slotOf(address: Address): number {
    const hash = hashOf(address);
    const tag = tagOf(hash);
    let slot = hash & mask;
    while (tags[slot] !== 0) {
      if (tags[slot] === tag && isKeyAt((heads[slot] as number) - 1, address)) return slot;
      slot = (slot + 1) & mask;
    }
    tags[slot] = tag;
    return slot;
  }

  function isKeyAt(index: number, address: Address): boolean {
    for (let word = 0; word < WORDS; word++) {
      if (keys[index * WORDS + word] !== wordOf(address, word)) return false;
    }
    return true;
  }

  function collect(head: number): readonly ListedEntry[] {
    const found: ListedEntry[] = [];
    for (let number = head; number !== END; number = next[number - 1] as number) {
      found.push(held[number - 1] as ListedEntry);
    }
    return found.length === 1 ? found : found.sort(byListThenId);
  }

  return {
    size: held.length,
    find(address) {
      const hash = hashOf(address);
      const tag = tagOf(hash);
      for (let slot = hash & mask; tags[slot] !== 0; slot = (slot + 1) & mask) {
        if (tags[slot] !== tag) continue;
        const head = heads[slot] as number;
        if (isKeyAt(head - 1, address)) return collect(head);
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

/** Four of the 20 bytes, read from the text without making another. */
function wordOf(address: Address, word: number): number {
  const from = 2 + word * 8;
  let value = 0;
  for (let at = from; at < from + 8; at++) value = (value << 4) | digitOf(address.charCodeAt(at));
  return value;
}

function digitOf(code: number): number {
  return (code & 15) + (code >> 6) * 9;
}

/** Spreads the address's bits over all 32 (the multipliers and shifts are MurmurHash3's). */
function hashOf(address: Address): number {
  let hash = 0;
  for (let word = 0; word < WORDS; word++) {
    hash = Math.imul(hash ^ wordOf(address, word), 0xcc9e2d51);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
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
