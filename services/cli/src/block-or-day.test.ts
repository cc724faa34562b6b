import { expect, test } from "vitest";
import { parseBlockOrDay } from "./block-or-day.ts";

test("blocks and days", () => {
  expect(parseBlockOrDay("18000000")).toEqual({ block: 18_000_000 });
  expect(parseBlockOrDay("2024-02-29")).toEqual({ dayStartS: 1_709_164_800 });
});

test.each(["2023-02-29", "2024-13-01", "2024-1-1", "20240101T00", "", "-5", "1e6", "0x10", "yesterday", "2024-02-29Z"])(
  "%s is neither",
  (text) => {
    expect(() => parseBlockOrDay(text)).toThrow("a block number such as 18000000 or a day such as 2026-01-31");
  },
);
