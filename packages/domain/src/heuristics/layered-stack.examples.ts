import { PAID_ELSEWHERE } from "../graph/example-elsewhere.ts";
import type { ExamplePairPayment, GraphExample } from "../heuristic.ts";

/** Two pay three, who pay two others so much each. */
function layers(passed: number): ExamplePairPayment[] {
  const middle = ["b1", "b2", "b3"];
  const pairs = (froms: readonly string[], tos: readonly string[]) =>
    froms.flatMap((from) => tos.map((to) => ({ from, to })));
  return [
    ...PAID_ELSEWHERE,
    ...pairs(["a1", "a2"], middle).map((pair) => ({ day: 61, ...pair, worth: 1_000 })),
    ...pairs(middle, ["c1", "c2"]).map((pair) => ({ day: 64, ...pair, worth: passed })),
  ];
}

export const layeredStackExamples: readonly GraphExample[] = [
  { title: "two pay three, who pay two others nearly all of it days later", payments: layers(950), outcome: "fires" },
  { title: "half of it is paid on", payments: layers(500), outcome: "silent" },
];
