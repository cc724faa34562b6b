import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AMOUNT_MAX, formatAmount, formatMicros, formatUnits, parseUnits } from "./money.ts";

const anyAmount = fc.bigInt({ min: 0n, max: AMOUNT_MAX });
const anyDecimals = fc.integer({ min: 0, max: 18 });

describe("formatUnits", () => {
  it.each([
    [1_250_500_000n, 6, "1250.5"],
    [0n, 6, "0"],
    [1n, 18, "0.000000000000000001"],
    [7n, 0, "7"],
    [100n, 2, "1"],
    [AMOUNT_MAX, 0, AMOUNT_MAX.toString()],
  ])("%d with %d decimals is %s", (amount, decimals, text) => {
    expect(formatUnits(amount, decimals)).toBe(text);
  });

  it("is exact: parseUnits gives the amount back", () => {
    fc.assert(
      fc.property(anyAmount, anyDecimals, (amount, decimals) => {
        expect(parseUnits(formatUnits(amount, decimals), decimals)).toBe(amount);
      }),
    );
  });
});

describe("parseUnits", () => {
  it.each([
    ["1", 6, 1_000_000n],
    ["1.50", 2, 150n],
    ["007", 0, 7n],
  ])("%s with %d decimals is %d", (text, decimals, amount) => {
    expect(parseUnits(text, decimals)).toBe(amount);
  });

  it.each([
    ["", 6],
    [".5", 6],
    ["5.", 6],
    ["-1", 6],
    ["+1", 6],
    ["1e3", 6],
    ["1,000", 6],
    ["0x1", 6],
    [" 1", 6],
    ["1\n", 6],
    ["١", 6],
    ["1.234", 2],
    ["1.0", 0],
    [(AMOUNT_MAX + 1n).toString(), 0],
    ["9".repeat(79), 0],
  ])("refuses %j with %d decimals", (text, decimals) => {
    expect(() => parseUnits(text, decimals)).toThrow(expect.objectContaining({ code: "amount_malformed" }));
  });
});

describe("formatAmount", () => {
  it.each([
    [1_250_500_000n, 6, "1,250.5 USDT"],
    [999n, 0, "999 USDT"],
    [1_000_000n, 0, "1,000,000 USDT"],
    [1_234_567n, 6, "1.234567 USDT"],
  ])("%d with %d decimals reads %s", (amount, decimals, text) => {
    expect(formatAmount(amount, decimals, "USDT")).toBe(text);
  });
});

describe("formatMicros", () => {
  it.each([
    [10_500_250_000n, "10,500.25 USD"],
    [999_999_999n, "999.99 USD"],
    [0n, "0 USD"],
  ])("%d is %s", (micros, text) => {
    expect(formatMicros(micros, "USD")).toBe(text);
  });
});
