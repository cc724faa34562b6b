import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BLOCK_STATES, type BlockState, weaker } from "./block-state.ts";
import { BlockStrip } from "./block-strip.ts";

test("a letter a block while there is room, and the weakest of many where there is not", () => {
  const short = new BlockStrip({ from: 5, to: 9 }, 80);
  short.add({ from: 5, to: 6 }, "proven");
  short.add({ from: 7, to: 7 }, "missing");
  short.add({ from: 8, to: 9 }, "bloom");
  expect(short.letters).toBe("PP.bb");
  expect(stripVTControlCharacters(short.legend)).toBe(". missing · b held against the bloom · P proven");
  const long = new BlockStrip({ from: 0, to: 999_999 }, 10);
  long.add({ from: 0, to: 499_998 }, "proven");
  long.add({ from: 499_999, to: 499_999 }, "missing");
  long.add({ from: 500_000, to: 999_999 }, "proven_sample");
  expect(long.letters).toBe("PPPP.ppppp");
});

test("every block is in the letter that stands for it, and no letter is better than its weakest block", () => {
  const states = fc.array(fc.constantFrom(...(Object.keys(BLOCK_STATES) as BlockState[])), {
    minLength: 1,
    maxLength: 90,
  });
  fc.assert(
    fc.property(states, fc.nat(1_000), fc.integer({ min: 1, max: 40 }), (blocks, from, width) => {
      const strip = new BlockStrip({ from, to: from + blocks.length - 1 }, width);
      for (const [i, state] of blocks.entries()) strip.add({ from: from + i, to: from + i }, state);
      const { letters } = strip;
      expect(letters).toHaveLength(Math.min(width, blocks.length));
      const weakest = blocks.reduce(weaker);
      expect(letters).toContain(BLOCK_STATES[weakest].letter);
      expect(new Set(blocks.map((state) => BLOCK_STATES[state].letter))).toEqual(
        new Set([...blocks.map((state) => BLOCK_STATES[state].letter), ...letters]),
      );
    }),
  );
});
