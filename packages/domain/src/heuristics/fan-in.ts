import type { z } from "zod";
import { fanParams, findFan } from "../graph/fan.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { fanInExamples } from "./fan-in.examples.ts";

export const fanIn = defineGraphHeuristic<z.infer<typeof fanParams>>({
  id: "fan-in",
  version: 1,
  title: "Many new payers",
  summary:
    "Fires on the payment with which more addresses have paid one for the first time than its own past, the chain's share of " +
    "newcomers and its pace would bring. Whoever begins to be paid by many strangers looks so: a shop or a payment processor " +
    "that no list names as a service, too.",
  sources: [
    "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, 2023: fan-in among its patterns [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: fanParams,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["novel", "stranger"],
  find: (edge, surroundings, layer, params) => findFan(edge, surroundings, "in", layer, params),
  examples: fanInExamples,
});
