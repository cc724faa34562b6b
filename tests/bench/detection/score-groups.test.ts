import { expect, test } from "vitest";
import type { LabelledGroup } from "./labelled-set.ts";
import { makeOwnSet } from "./own-set.ts";
import { type Found, scoreGroups } from "./score-groups.ts";

const groups = new Map<string, LabelledGroup>([
  ["ring 1", { pattern: "ring", isScheme: true, payments: 10, firstTime: 0 }],
  ["ring 2", { pattern: "ring", isScheme: true, payments: 4, firstTime: 86_400 }],
  ["payroll", { pattern: "payroll", isScheme: false, payments: 20, firstTime: 0 }],
]);

function alert(rank: number, day: number, counts: Record<string, number>, others = 0): Found {
  return {
    rank,
    openedAt: day * 86_400,
    counts: new Map<string | undefined, number>([...Object.entries(counts), [undefined, others]]),
  };
}

test("an alert holds a scheme with two of its payments and three tenths of them; a twin is no scheme", () => {
  const found = [
    alert(9, 3, { "ring 1": 3 }, 1),
    alert(8, 5, { "ring 1": 8 }),
    alert(7, 2, { "ring 1": 2, "ring 2": 1 }),
    alert(6, 2, { payroll: 20 }),
  ];
  expect(scoreGroups(found, groups, 1_000)).toEqual({
    ...{ alerts: 4, recall: 0.5, precision: 0.5, topCount: 2, topPrecision: 1, falsePerMillion: 2_000 },
    ...{ purity: 1, daysToDetect: 3, paymentsOfAlert: 8, patterns: [{ pattern: "ring", found: 1, of: 2 }] },
    twins: [{ pattern: "payroll", found: 1, of: 1 }],
  });
});

test("our own set is the same every time, ordered, and of schemes and twins alike", () => {
  const [set, again] = [makeOwnSet("own"), makeOwnSet("own")];
  expect(set.payments.length).toBe(again.payments.length);
  expect(set.payments.slice(-50)).toEqual(again.payments.slice(-50));
  expect(set.payments.every(({ time }, i) => i === 0 || time >= (set.payments[i - 1]?.time ?? 0))).toBe(true);
  const kinds = [...set.patterns.values()].map(({ isScheme }) => isScheme);
  expect([kinds.filter(Boolean).length, kinds.filter((kind) => !kind).length]).toEqual([204, 204]);
});
