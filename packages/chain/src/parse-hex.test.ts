import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBigQuantity, parseBytes, parseData, parseQuantity } from "./parse-hex.ts";

describe("parse-hex", () => {
  it("reads back every quantity a number or 256 bits can hold", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (small, big) => {
        expect(parseQuantity(`0x${small.toString(16)}`)).toBe(small);
        expect(parseBigQuantity(`0x${big.toString(16)}`)).toBe(big);
      }),
    );
  });

  it.each(["0x", "0x00", "0x01", "1", "-0x1", "0x1g", " 0x1", "0x1 ", "", 1, null, undefined, {}, ["0x1"]])(
    "takes %j for no quantity",
    (value) => {
      expect(parseQuantity(value)).toBeUndefined();
      expect(parseBigQuantity(value)).toBeUndefined();
    },
  );

  it("refuses a quantity that would be rounded", () => {
    expect(parseQuantity("0x1fffffffffffff")).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseQuantity("0x20000000000000")).toBeUndefined();
    expect(parseQuantity(`0x${"f".repeat(64)}`)).toBeUndefined();
    expect(parseBigQuantity(`0x1${"0".repeat(64)}`)).toBeUndefined();
  });

  it("reads exactly so many bytes, in lower case", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const hex = Buffer.from(bytes).toString("hex");
        expect(parseBytes(`0x${hex.toUpperCase()}`, bytes.length)).toBe(`0x${hex}`);
        expect(parseData(`0x${hex.toUpperCase()}`)).toBe(`0x${hex}`);
        expect(parseBytes(`0x${hex}`, bytes.length + 1)).toBeUndefined();
        expect(parseData(`0x${hex}0`)).toBeUndefined();
        expect(parseBytes(hex, bytes.length)).toBeUndefined();
      }),
    );
  });
});
