import type { GraphExample } from "../heuristic.ts";

export const fanOutExamples: readonly GraphExample[] = [
  {
    title: "one pays eight strangers within four days",
    payments: Array.from({ length: 8 }, (_, i) => ({ day: 61 + i / 2, from: "old1", to: `p${i}`, worth: 50 })),
    outcome: "fires",
  },
  {
    title: "two shops are new within a month",
    payments: [0, 1].map((i) => ({ day: 61 + 20 * i, from: "old30", to: `shop${i}`, worth: 20 })),
    outcome: "silent",
  },
];
