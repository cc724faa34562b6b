import type { GraphExample } from "../heuristic.ts";

export const strangerCycleExamples: readonly GraphExample[] = [
  {
    title: "six strangers in a ring whose payments come in any order",
    payments: [3, 1, 5, 0, 4, 2].map((i, n) => ({ day: 61 + n, from: `r${i}`, to: `r${(i + 1) % 6}`, worth: 800 })),
    outcome: "fires",
  },
  {
    title: "the same with one payment missing",
    payments: [3, 1, 5, 0, 4].map((i, n) => ({ day: 61 + n, from: `r${i}`, to: `r${(i + 1) % 6}`, worth: 800 })),
    outcome: "silent",
  },
];
