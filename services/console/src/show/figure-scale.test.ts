import { expect, test } from "vitest";
import { figureScale } from "./figure-scale.ts";

test("value and threshold share one scale with room at its end", () => {
  expect(figureScale({ value: "24", threshold: "20" })).toEqual({ value: 90.9, threshold: 75.8, isCut: false });
  expect(figureScale({ value: "1", threshold: "2" })).toEqual({ value: 45.5, threshold: 90.9, isCut: false });
});

test("what is far beyond its threshold is cut, so that the threshold can be seen", () => {
  expect(figureScale({ value: "15000", threshold: "100" })).toEqual({ value: 100, threshold: 25, isCut: true });
});

test("nothing, and less than nothing, has a bar of no width", () => {
  expect(figureScale({ value: "0", threshold: "0" })).toEqual({ value: 0, threshold: 0, isCut: false });
  expect(figureScale({ value: "-3", threshold: "10" })).toEqual({ value: 0, threshold: 90.9, isCut: false });
});
