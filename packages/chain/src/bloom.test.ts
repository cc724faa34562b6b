import type { Hex } from "@redflag/domain/hex";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bloomOf, markOf, mayContain, mayContainItem } from "./bloom.ts";
import { readRealBlock } from "./testing/real-block.ts";

const item = fc
  .oneof(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);

describe("bloom", () => {
  it("contains whatever it was made of", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 40 }), (items) => {
        const bloom = bloomOf(items);
        expect(bloom).toMatch(/^0x[0-9a-f]{512}$/);
        for (const one of items) expect(mayContain(bloom, markOf(one))).toBe(true);
      }),
    );
  });

  it("answers the same with and without a mark, about items it holds and others", () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 400 }), fc.nat(), (items, cut) => {
        const bloom = bloomOf(items.slice(0, cut % items.length));
        for (const one of items) expect(mayContainItem(bloom, one)).toBe(mayContain(bloom, markOf(one)));
      }),
    );
  });

  it("tells apart items whose last digits are the same, however often it is asked", () => {
    const [one, two] = [`0x${"11".repeat(30)}abcd`, `0x${"22".repeat(30)}abcd`] as const;
    const bloom = bloomOf([one]);
    for (let i = 0; i < 3; i++) expect([one, two].map((each) => mayContainItem(bloom, each))).toEqual([true, false]);
  });

  it("contains nothing when it is empty", () => {
    fc.assert(
      fc.property(item, (one) => {
        expect(mayContain(bloomOf([]), markOf(one))).toBe(false);
      }),
    );
  });

  it("is the bloom that a real block has in its header", () => {
    for (const name of ["ethereum-1000000", "ethereum-4369999", "ethereum-18500000"] as const) {
      const { block, receipts } = readRealBlock(name);
      const logs = receipts.flatMap((receipt) => receipt.logs);
      const items = logs.flatMap((log) => [log.address as Hex, ...(log.topics as Hex[])]);
      expect(bloomOf(items)).toBe(block.logsBloom);
    }
  });
});
