import fc from "fast-check";
import { expect, it } from "vitest";
import type { Address } from "./address.ts";
import { AddressFilter } from "./address-filter.ts";

/** Few tails, so that some share a slot. */
const address = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 20 })).map(addressOf);

it("never denies what was added, and knows nothing at first", () => {
  fc.assert(
    fc.property(fc.array(address), (added) => {
      const filter = new AddressFilter();
      for (const each of added) {
        filter.add(each);
        expect(filter.mayHave(each)).toBe(true);
      }
      const tails = new Set(added.map((each) => each.slice(-4)));
      for (let tail = 0; tail <= 20; tail++) {
        const other = addressOf([15, tail]);
        expect(filter.mayHave(other)).toBe(tails.has(other.slice(-4)));
      }
    }),
  );
});

function addressOf([head, tail]: readonly [number, number]): Address {
  return `0x${head.toString(16).repeat(36)}${(tail * 3_001).toString(16).padStart(4, "0")}`;
}
