import fc from "fast-check";
import { expect, test } from "vitest";
import { formatAddress } from "./address.ts";
import type { Hex } from "./hex.ts";
import { addressesFrom, hashesFrom, tronAddressesFrom } from "./hex-prefix.ts";

const address = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);

test("every address is among those that begin as it does, in either form", () => {
  fc.assert(
    fc.property(address, fc.integer({ min: 4, max: 34 }), (one, length) => {
      const hex = addressesFrom(one.slice(2, 2 + length));
      expect(hex !== undefined && one >= hex.from && one <= hex.to).toBe(true);
      const tron = tronAddressesFrom(formatAddress(one, "tron").slice(0, length));
      expect(tron !== undefined && one >= tron.from && one <= tron.to).toBe(true);
    }),
    { seed: 1 },
  );
});

test("what begins otherwise is not among them, but for the one next to an end", () => {
  fc.assert(
    fc.property(address, address, fc.integer({ min: 4, max: 34 }), (one, other, length) => {
      const text = formatAddress(one, "tron").slice(0, length);
      const tron = tronAddressesFrom(text);
      const isNamed = tron !== undefined && other > tron.from && other < tron.to;
      if (isNamed) expect(formatAddress(other, "tron").startsWith(text)).toBe(true);
    }),
    { seed: 2, numRuns: 500 },
  );
});

test.each([
  ["abc", addressesFrom],
  ["xyzzy", addressesFrom],
  ["a".repeat(41), addressesFrom],
  ["a".repeat(65), hashesFrom],
  ["T12", tronAddressesFrom],
  // No address of TRON is written so: the version before it would be another.
  ["Tzzzz", tronAddressesFrom],
  ["T1111", tronAddressesFrom],
  ["T0000", tronAddressesFrom],
])("%s begins none, or too many", (text, spanOf) => {
  expect(spanOf(text)).toBeUndefined();
});
