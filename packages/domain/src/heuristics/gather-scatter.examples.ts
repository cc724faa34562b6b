import type { GraphExample } from "../heuristic.ts";

export const gatherScatterExamples: readonly GraphExample[] = [
  {
    title: "four strangers pay one who then pays four others",
    payments: [
      ...["p1", "p2", "p3", "p4"].map((from) => ({ day: 61, from, to: "h", worth: 500 })),
      ...["q1", "q2", "q3", "q4"].map((to) => ({ day: 64, from: "h", to, worth: 480 })),
    ],
    outcome: "fires",
  },
  {
    title: "one that had paid four before four paid it pays only one more",
    payments: [
      ...["q1", "q2", "q3", "q4"].map((to) => ({ day: 61, from: "h", to, worth: 480 })),
      ...["p1", "p2", "p3", "p4"].map((from) => ({ day: 64, from, to: "h", worth: 500 })),
      { day: 65, from: "h", to: "q5", worth: 480 },
    ],
    outcome: "silent",
  },
];
