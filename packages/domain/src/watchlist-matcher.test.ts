import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import type { ListedEntry } from "./entry.ts";
import { buildMatcher } from "./watchlist-matcher.ts";

function entry(address: Address, list = "a", entryId = "1"): ListedEntry {
  return {
    address,
    list,
    entryId,
    listVersion: 1,
    family: "eip155",
    category: "sanctions",
    severity: "HIGH",
    authority: "Example",
    confidence: 100,
    sharing: "TLP:CLEAR",
  };
}

function addressOf(words: readonly number[]): Address {
  return `0x${words.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("")}`;
}

/** Addresses that differ in few bits, so that equal tags, equal words and long probes do occur. */
const nearAddress = fc
  .tuple(...Array.from({ length: 5 }, () => fc.constantFrom(0, 1, 0x80000000, 0xffffffff, 0xabcdef09)))
  .map(addressOf);
const anyAddress = fc.array(fc.nat(0xffffffff), { minLength: 5, maxLength: 5 }).map(addressOf);
const listed = fc.record({
  address: fc.oneof(nearAddress, anyAddress),
  list: fc.constantFrom("a", "b"),
  entryId: fc.constantFrom("1", "2", "3"),
});

describe("buildMatcher", () => {
  it("finds what a Map would, for listed and unlisted addresses", () => {
    fc.assert(
      fc.property(fc.array(listed, { maxLength: 300 }), fc.array(nearAddress), (rows, others) => {
        const entries = rows.map(({ address, list, entryId }) => entry(address, list, entryId));
        const matcher = buildMatcher(entries);
        const byAddress = Map.groupBy(entries, ({ address }) => address);
        expect(matcher.size).toBe(entries.length);
        for (const address of [...byAddress.keys(), ...others]) {
          const found = matcher.find(address);
          expect(new Set(found)).toEqual(new Set(byAddress.get(address)));
          expect(found.length).toBe(byAddress.get(address)?.length ?? 0);
        }
      }),
    );
  });

  it("gives an address's entries in one order, whatever order they came in", () => {
    fc.assert(
      fc.property(fc.array(listed, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (rows, keys) => {
        const entries = rows.map(({ list, entryId }) => entry(addressOf([1, 2, 3, 4, 5]), list, entryId));
        const shuffled = entries
          .map((held) => [keys.next().value ?? 0, held] as const)
          .sort(([a], [b]) => a - b)
          .map(([, held]) => held);
        const at = addressOf([1, 2, 3, 4, 5]);
        expect(buildMatcher(shuffled).find(at)).toEqual(buildMatcher(entries).find(at));
      }),
    );
  });

  it("tells apart addresses that differ in any one of their 160 bits", () => {
    const address = addressOf([0x01234567, 0x89abcdef, 0x01234567, 0x89abcdef, 0x01234567]);
    const matcher = buildMatcher([entry(address)]);
    for (let bit = 0; bit < 160; bit++) {
      const flipped = BigInt(address) ^ (1n << BigInt(bit));
      expect(matcher.find(`0x${flipped.toString(16).padStart(40, "0")}`)).toEqual([]);
    }
    expect(matcher.find(address)).toHaveLength(1);
  });

  it("fills a table to its limit and still ends every search", () => {
    const addresses = Array.from({ length: 3 * 2 ** 12 }, (_, i) => addressOf([0, 0, 0, 0, i]));
    const matcher = buildMatcher(addresses.map((address) => entry(address)));
    expect(addresses.every((address) => matcher.find(address)[0]?.address === address)).toBe(true);
    expect(addresses.some((_, i) => matcher.find(addressOf([0, 0, 0, 1, i])).length > 0)).toBe(false);
  });

  it("answers every miss with the same empty list, so that misses cost no memory", () => {
    const matcher = buildMatcher([entry(addressOf([1, 2, 3, 4, 5]))]);
    expect(matcher.find(addressOf([1, 2, 3, 4, 6]))).toBe(matcher.find(addressOf([7, 7, 7, 7, 7])));
  });

  it("takes no entries", () => {
    const matcher = buildMatcher([]);
    expect(matcher.size).toBe(0);
    expect(matcher.find(addressOf([0, 0, 0, 0, 0]))).toEqual([]);
  });

  it("breaks off on an entry whose address is not in the form that look-ups use", () => {
    expect(() => buildMatcher([entry(addressOf([1, 2, 3, 4, 0xab]).toUpperCase() as Address)])).toThrow("20 bytes");
    expect(() => buildMatcher([entry("0x12")])).toThrow("20 bytes");
  });
});
