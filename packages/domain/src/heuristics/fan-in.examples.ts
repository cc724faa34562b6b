import type { GraphExample } from "../heuristic.ts";

export const fanInExamples: readonly GraphExample[] = [
  {
    title: "eight who were never seen before pay one within four days",
    payments: Array.from({ length: 8 }, (_, i) => ({ day: 61 + i / 2, from: `p${i}`, to: "old1", worth: 50 })),
    outcome: "fires",
  },
  {
    title: "three of the neighbourhood pay for a present over two months",
    payments: [0, 1, 2].map((i) => ({ day: 61 + 30 * i, from: `old${10 + i}`, to: "old30", worth: 20 })),
    outcome: "silent",
  },
];
