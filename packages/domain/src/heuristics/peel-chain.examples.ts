import type { ExamplePairPayment, GraphExample } from "../heuristic.ts";

/** Hop after hop, twelve hours apart; what is left goes elsewhere before the next. */
function peeled(hops: number, share: number): ExamplePairPayment[] {
  const payments: ExamplePairPayment[] = [{ day: 61, from: "old1", to: "n0", worth: 20_000 }];
  let worth = 20_000;
  for (let hop = 1; hop < hops; hop++) {
    const [day, from] = [61 + hop / 2, `n${hop - 1}`];
    payments.push({ day, from, to: `shop${hop}`, worth: worth * (1 - share) * 0.9 });
    worth *= share;
    payments.push({ day, from, to: `n${hop}`, worth });
  }
  return payments;
}

export const peelChainExamples: readonly GraphExample[] = [
  {
    title: "20,000 handed on four times within three days, each time less a tenth, which goes elsewhere",
    payments: peeled(5, 0.9),
    outcome: "fires",
  },
  { title: "a third goes elsewhere each time", payments: peeled(5, 0.66), outcome: "silent" },
];
