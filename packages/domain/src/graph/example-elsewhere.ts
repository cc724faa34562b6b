import type { ExamplePairPayment } from "../heuristic.ts";

/** What else goes on in a story on day 60: others pay each other, and nobody the same. */
export const PAID_ELSEWHERE: readonly ExamplePairPayment[] = Array.from({ length: 200 }, (_, i) => ({
  day: 60 + i / 200,
  from: `s${i}`,
  to: `t${i}`,
  worth: 300,
}));
