import { PAID_ELSEWHERE } from "../graph/example-elsewhere.ts";
import type { ExamplePairPayment, GraphExample } from "../heuristic.ts";

const firms = ["f1", "f2", "f3"];
const funded: ExamplePairPayment[] = [
  ...PAID_ELSEWHERE,
  ...firms.map((to) => ({ day: 61, from: "old1", to, worth: 2_000 })),
];

export const linkedGroupExamples: readonly GraphExample[] = [
  {
    title: "one is the first to pay three, which pay one supplier days later",
    payments: [...funded, ...firms.map((from) => ({ day: 70, from, to: "s", worth: 900 }))],
    outcome: "fires",
  },
  {
    title: "others had paid them before",
    payments: [
      ...firms.map((to) => ({ day: 60.5, from: `x${to}`, to, worth: 9 })),
      ...funded,
      ...firms.map((from) => ({ day: 70, from, to: "s", worth: 900 })),
    ],
    outcome: "silent",
  },
  {
    title: "they pay back who had paid them first",
    payments: [...funded, ...firms.map((from) => ({ day: 70, from, to: "old1", worth: 900 }))],
    outcome: "silent",
  },
];
