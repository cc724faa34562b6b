import type { GraphExample } from "../heuristic.ts";

export const bicliqueExamples: readonly GraphExample[] = [
  {
    title: "three pay the same three within two days, where others pay different ones",
    payments: [
      ...Array.from({ length: 60 }, (_, i) => ({ day: 60 + i / 60, from: `s${i}`, to: `t${i}`, worth: 300 })),
      ...["a", "b", "c"].flatMap((from, n) => ["x", "y", "z"].map((to) => ({ day: 61 + n, from, to, worth: 300 }))),
    ],
    outcome: "fires",
  },
  {
    title: "two pay two shops in common",
    payments: ["a", "b"].flatMap((from, n) => ["x", "y"].map((to) => ({ day: 61 + n, from, to, worth: 30 }))),
    outcome: "silent",
  },
];
