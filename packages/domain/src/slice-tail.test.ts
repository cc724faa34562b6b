import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hex } from "./hex.ts";
import { ALICE, BOB, dataOf, dataOfAddresses, dataWithBytes } from "./log.samples.ts";
import { ADDRESS_LIST_MAX, sliceAddressList, sliceBytes } from "./slice-tail.ts";

const someBytes = fc.uint8Array({ maxLength: 100 }).map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);
const someAddress = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);

describe("sliceBytes", () => {
  it("reads back what was encoded, whatever stands before", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), { maxLength: 6 }),
        someBytes,
        (words, bytes) => {
          expect(sliceBytes(dataWithBytes(words, bytes), words.length + 1)).toBe(bytes);
        },
      ),
    );
  });

  it.each<[string, Hex]>([
    ["nothing", "0x"],
    ["an offset alone", dataOf(32n)],
    ["an offset elsewhere", dataOf(64n, 1n, 1n << 248n)],
    ["an offset beyond 32 bits", dataOf((1n << 255n) + 32n, 0n)],
    ["a length above what is there", dataOf(32n, 33n, 1n)],
    ["a length below what is there", dataOf(32n, 32n, 1n, 1n)],
    ["a length of 2^256 - 1", dataOf(32n, 2n ** 256n - 1n)],
    ["padding that is not zero", dataOf(32n, 31n, 1n)],
    ["half a word", `${dataOf(32n, 1n)}ff`],
  ])("takes no %s", (_, data) => {
    expect(sliceBytes(data, 1)).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(someBytes, fc.integer({ min: 1, max: 8 }), (data, headWordCount) => {
        expect(sliceBytes(data, headWordCount)?.length ?? 0).toBeLessThanOrEqual(data.length);
      }),
    );
  });
});

describe("sliceAddressList", () => {
  it("reads back what was encoded", () => {
    fc.assert(
      fc.property(fc.array(someAddress, { maxLength: 12 }), (addresses) => {
        expect(sliceAddressList(dataOfAddresses(addresses))).toEqual(addresses);
      }),
    );
  });

  it.each<[string, Hex]>([
    ["an offset elsewhere", dataOf(64n, 1n, ALICE)],
    ["more than it says", dataOf(32n, 1n, ALICE, BOB)],
    ["less than it says", dataOf(32n, 3n, ALICE, BOB)],
    ["a length of 2^256 - 1", dataOf(32n, 2n ** 256n - 1n, ALICE)],
    ["a word that is no address", dataOf(32n, 2n, ALICE, 1n << 160n)],
    ["no list at all", dataOf(ALICE)],
  ])("takes no %s", (_, data) => {
    expect(sliceAddressList(data)).toBeUndefined();
  });

  it("takes as many as the bound and not one more", () => {
    const many = Array<Hex>(ADDRESS_LIST_MAX).fill(ALICE);
    expect(sliceAddressList(dataOfAddresses(many))).toHaveLength(ADDRESS_LIST_MAX);
    expect(sliceAddressList(dataOfAddresses([...many, BOB]))).toBeUndefined();
  });
});
