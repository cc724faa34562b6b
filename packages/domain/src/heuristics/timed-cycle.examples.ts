import type { GraphExample } from "../heuristic.ts";

export const timedCycleExamples: readonly GraphExample[] = [
  {
    title: "six pay each other one after the other, until it is back with the first",
    payments: [0, 1, 2, 3, 4, 5].map((i) => ({ day: 61 + i, from: `r${i}`, to: `r${(i + 1) % 6}`, worth: 800 })),
    outcome: "fires",
  },
  {
    title: "a loan between three friends that goes around",
    payments: [0, 1, 2].map((i) => ({ day: 61 + i, from: `r${i}`, to: `r${(i + 1) % 3}`, worth: 30 })),
    outcome: "silent",
  },
];
