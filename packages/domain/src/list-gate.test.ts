import fc from "fast-check";
import { expect, test } from "vitest";
import { findGateFailures, gateFailureText } from "./list-gate.ts";

const figures = { entryCount: 90, attributedCount: 60, addressCountBefore: 100, addressCountRemoved: 10 };

test.each([
  [{}, []],
  [{ entriesMin: 90, entriesMax: 90, removedPercentMax: 10, authorityPercentMin: 66 }, []],
  [{ entriesMin: 91 }, ["entries: 90, where 91 at least are expected"]],
  [{ entriesMax: 89 }, ["entries: 90, where 89 at most are expected"]],
  [{ removedPercentMax: 9 }, ["addresses removed at once: 10 %, where 9 % at most are expected"]],
  [
    { authorityPercentMin: 67 },
    ["entries with a programme, reference or document of the authority: 66.67 %, where 67 % at least are expected"],
  ],
])("%j", (gates, texts) => {
  expect(findGateFailures(gates, figures).map(gateFailureText)).toEqual(texts);
});

test("an empty list fails no share, and one that loses everything fails any but 100", () => {
  const none = { entryCount: 0, attributedCount: 0, addressCountBefore: 0, addressCountRemoved: 0 };
  expect(findGateFailures({ removedPercentMax: 0, authorityPercentMin: 100 }, none)).toEqual([]);
  const lost = { ...none, addressCountBefore: 3, addressCountRemoved: 3 };
  expect(findGateFailures({ removedPercentMax: 99 }, lost)).toHaveLength(1);
  expect(findGateFailures({ removedPercentMax: 100 }, lost)).toEqual([]);
});

test("a share is beyond its bound exactly when the fraction is", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), fc.nat(100), (part, more, percent) => {
      const whole = part + more + 1;
      const judged = { entryCount: 1, attributedCount: 1, addressCountBefore: whole, addressCountRemoved: part };
      const failed = findGateFailures({ removedPercentMax: percent }, judged).length > 0;
      expect(failed).toBe(BigInt(part) * 100n > BigInt(percent) * BigInt(whole));
    }),
  );
});
