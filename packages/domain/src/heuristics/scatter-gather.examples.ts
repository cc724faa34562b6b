import type { GraphExample } from "../heuristic.ts";

export const scatterGatherExamples: readonly GraphExample[] = [
  {
    title: "one pays three within a day, and these pay one other days later",
    payments: [
      ...["b1", "b2", "b3"].map((to) => ({ day: 61, from: "a", to, worth: 900 })),
      ...["b1", "b2", "b3"].map((from) => ({ day: 65, from, to: "c", worth: 890 })),
    ],
    outcome: "fires",
  },
  {
    title: "two of three pay on to the same one",
    payments: [
      ...["b1", "b2", "b3"].map((to) => ({ day: 61, from: "a", to, worth: 900 })),
      ...["b1", "b2"].map((from) => ({ day: 65, from, to: "c", worth: 890 })),
    ],
    outcome: "silent",
  },
  {
    title: "three pay one shop, and nobody had paid all of them",
    payments: ["old1", "old2", "old3"].map((from) => ({ day: 61, from, to: "shop", worth: 40 })),
    outcome: "silent",
  },
];
