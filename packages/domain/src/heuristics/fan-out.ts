import type { z } from "zod";
import { fanParams, findFan } from "../graph/fan.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { fanOutExamples } from "./fan-out.examples.ts";

/** Opens no group: who pays many new payees is nearly always in business. */
export const fanOut = defineGraphHeuristic<z.infer<typeof fanParams>>({
  id: "fan-out",
  version: 1,
  title: "Many new payees",
  summary:
    "Sees one address pay more strangers than its own past, the chain's share of newcomers and its pace would bring. Opens " +
    "no alert, since payrolls, airdrops and shops' refunds look so; it adds to one that other shapes opened with some of " +
    "the same payments.",
  sources: [
    "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, 2023: fan-out among its patterns [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: fanParams,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["stranger"],
  find: (edge, surroundings, layer, params) => findFan(edge, surroundings, "out", layer, params),
  examples: fanOutExamples,
});
