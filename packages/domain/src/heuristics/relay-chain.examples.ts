import type { GraphExample } from "../heuristic.ts";

export const relayChainExamples: readonly GraphExample[] = [
  {
    title: "five payments from stranger to stranger, two days apart, by accounts that else pay nobody",
    payments: [0, 1, 2, 3, 4].map((i) => ({ day: 61 + 2 * i, from: `n${i}`, to: `n${i + 1}`, worth: 500 - 10 * i })),
    outcome: "fires",
  },
  {
    title: "the last of them waits ten days before it pays",
    payments: [0, 1, 2].map((i) => ({
      day: 61 + 2 * i + (i === 2 ? 10 : 0),
      from: `n${i}`,
      to: `n${i + 1}`,
      worth: 500,
    })),
    outcome: "silent",
  },
];
