import assert from "node:assert/strict";

/** Numbers that only the seed decides: the demo plays the same world for everybody. Not for secrets. */
export interface SeededRandom {
  /** A whole number from `min` to `max`, both possible. */
  integer(min: number, max: number): number;
  pick<T>(items: readonly T[]): T;
}

/** @param parts whole numbers; another list gives another, unrelated sequence */
export function createSeededRandom(...parts: readonly number[]): SeededRandom {
  let state = parts.reduce((hash, part) => mix(hash ^ mix(part | 0)), 0x9e3779b9);

  function next32(): number {
    state = (state + 0x9e3779b9) | 0;
    return mix(state) >>> 0;
  }

  function integer(min: number, max: number): number {
    assert(Number.isInteger(min) && Number.isInteger(max) && min <= max && max - min < 2 ** 32);
    return min + Math.floor((next32() / 2 ** 32) * (max - min + 1));
  }

  return {
    integer,
    pick(items) {
      assert(items.length > 0);
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
  };
}

/** Spreads a change of any bit over all 32: multiply by odd constants, fold the high half down (as splitmix does). */
function mix(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
