import fc from "fast-check";
import { expect, test } from "vitest";
import { COUNT_MAX } from "../profile.ts";
import { who } from "./example-chain.ts";
import { emptyPairMemory, fingerprintOf, NEIGHBOURS_MAX, type PairMemory, RECIPIENTS_MAX } from "./pair-memory.ts";
import { decodePairMemory, encodePairMemory, PAIR_MEMORY_BYTES_MAX } from "./pair-memory-codec.ts";

const count = fc.integer({ min: 0, max: COUNT_MAX });
const counts = fc.record({ total: count, novel: count, stranger: count });
const fingerprint = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyMemory: fc.Arbitrary<PairMemory> = fc.record({
  firstSeen: fc.option(fc.integer({ min: 0, max: COUNT_MAX - 1 }), { nil: undefined }),
  out: counts,
  in: counts,
  recipients: fc.array(fingerprint, { maxLength: RECIPIENTS_MAX }),
  neighbours: fc.array(fingerprint, { maxLength: NEIGHBOURS_MAX }),
});

test("what is remembered of an address is read as it was written, within its bound", () => {
  fc.assert(
    fc.property(anyMemory, (memory) => {
      const bytes = encodePairMemory(memory);
      expect(decodePairMemory(bytes)).toEqual(memory);
      expect(bytes.length).toBeLessThanOrEqual(PAIR_MEMORY_BYTES_MAX);
    }),
  );
  expect(PAIR_MEMORY_BYTES_MAX).toBeLessThanOrEqual(700);
});

test("another version, and bytes that are cut off or go on, are refused", () => {
  const bytes = encodePairMemory({ ...emptyPairMemory(), recipients: [fingerprintOf(who("a"))] });
  expect(() => decodePairMemory(Uint8Array.of(9, ...bytes.slice(1)))).toThrow("has version 9; this Redflag knows 1");
  expect(() => decodePairMemory(Uint8Array.of(0, ...bytes.slice(1)))).toThrow("version");
  expect(() => decodePairMemory(bytes.slice(0, -1))).toThrow("complete");
  expect(() => decodePairMemory(Uint8Array.of(...bytes, 0))).toThrow("ends");
});

test("a fingerprint is the last six bytes of an address", () => {
  expect(fingerprintOf(`0x${"00".repeat(14)}ffffffffffff`)).toBe(2 ** 48 - 1);
  expect(fingerprintOf(`0x${"ff".repeat(14)}000000000001`)).toBe(1);
});
