import { expect, test } from "vitest";
import { type ColumnBytes, findMismatch, type ProfileSizes } from "./profile-sizes.ts";

function column(count: number, total: number): ColumnBytes {
  return { count, total, mean: count === 0 ? 0 : Math.round(total / count), p50: 0, p90: 0, p99: 0, max: 0 };
}

function sizes(state: ColumnBytes, exposure = column(0, 0)): ProfileSizes {
  return { count: state.count, state, pairs: column(0, 0), exposure };
}

test("what the floor stores may be a twentieth more or less than what the product does", () => {
  const product = sizes(column(100, 40_000));
  expect(findMismatch(sizes(column(100, 42_000)), product)).toBeUndefined();
  expect(findMismatch(sizes(column(100, 38_000)), product)).toBeUndefined();
  expect(findMismatch(sizes(column(100, 37_900)), product)).toBe(
    "the floor's profiles have 37900 bytes of state (total), the product's 40000",
  );
});

test("fewer rows of more bytes are not the same memory, nor is what the other has none of", () => {
  const product = sizes(column(100, 40_000));
  expect(findMismatch(sizes(column(50, 40_000)), product)).toBe(
    "the floor's profiles have 800 bytes of state (mean), the product's 400",
  );
  expect(findMismatch(sizes(column(100, 40_000), column(1, 100)), product)).toBe(
    "the floor's profiles have 100 bytes of exposure (total), the product's 0",
  );
});
