import type { GraphExample } from "../heuristic.ts";

export const aggregateForwardExamples: readonly GraphExample[] = [
  {
    title: "five pay 900 each, and 4,400 go on",
    payments: [
      ...[1, 2, 3, 4, 5].map((i) => ({ day: 61 + i / 5, from: `p${i}`, to: "h", worth: 900 })),
      { day: 63, from: "h", to: "q", worth: 4_400 },
    ],
    outcome: "fires",
  },
  {
    title: "only what one of them brought goes on",
    payments: [
      ...[1, 2, 3, 4, 5].map((i) => ({ day: 61 + i / 5, from: `p${i}`, to: "h", worth: 900 })),
      { day: 63, from: "h", to: "q", worth: 900 },
    ],
    outcome: "silent",
  },
];
