import { z } from "zod";
import type { NovelEdge } from "../graph/novel-edge.ts";
import { type NovelWindow, SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import { burstOf, paceSurprise } from "../graph/own-habit.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { aggregateForwardExamples } from "./aggregate-forward.examples.ts";

const paramsSchema = z.strictObject({
  inflowsMin: z.int().min(2).max(20).default(2).describe("new payers whose payments go on as one, at least [E]"),
  sharePercentMin: z
    .int()
    .min(1)
    .max(100)
    .default(80)
    .describe("percent of what they brought that goes on at least [E]"),
  largestPercentMin: z
    .int()
    .min(100)
    .max(1_000)
    .default(130)
    .describe("percent of their largest payment that it is at least [E]"),
});

type Params = z.infer<typeof paramsSchema>;

const INFLOWS_MAX = 20;
/** Decades for each inflow, and the weight of their pace. Ours [E]. */
const PER_INFLOW = 0.3;
const PACE_MAX = 3;

/** What several new payers brought goes on as one payment, larger than any of theirs. */
export const aggregateForward = defineGraphHeuristic<Params>({
  id: "aggregate-forward",
  version: 1,
  title: "Gathered and sent on as one",
  summary:
    "Fires on a payment on a new pair that takes on what several new payers brought within 25 days, larger than any of theirs and " +
    "as rare on this chain as its rating says. Silent without a rate for one of them. A household that saves up and pays does the same.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: small amounts from several wallets, then one transfer on [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["novel"],
  find(edge, { window, rates }, _layer, params) {
    const { worth } = edge;
    const { inCounts } = window.links;
    if (worth === undefined || (inCounts[window.links.payerOf(edge)] as number) < params.inflowsMin) return undefined;
    const gathered = forwarded(window, edge, worth, params);
    if (gathered === undefined) return undefined;
    const count = gathered.length;
    const pace = Math.min(paceSurprise(burstOf("in", gathered), "novel"), PACE_MAX);
    const surprise = rates.rarityOfWorth(worth) + PER_INFLOW * (count + pace);
    const text = `what ${count} addresses had paid it for the first time went on as one payment`;
    return { anchor: edge.from, surprise, edges: [...gathered, edge], opens: true, text };
  },
  examples: aggregateForwardExamples,
});

/** As many of the latest inflows as the payment is four fifths to all of; undefined without a rate for one. */
function forwarded(window: NovelWindow, edge: NovelEdge, worth: number, params: Params): NovelEdge[] | undefined {
  const { mask, lastIns, earlierIns } = window.links;
  const since = window.oldestWithin(SHAPE_WINDOW_S);
  const [share, above] = [params.sharePercentMin / 100, params.largestPercentMin / 100];
  const inflows: NovelEdge[] = [];
  let [sum, largest, count] = [0, 0, 0];
  let at = lastIns[window.links.payerOf(edge)] as number;
  for (; inflows.length < INFLOWS_MAX && at >= since; at = earlierIns[at & mask] as number) {
    if (at === edge.ordinal) continue;
    const inflow = window.edgeAt(at);
    if (inflow.worth === undefined) break;
    inflows.push(inflow);
    sum += inflow.worth;
    largest = Math.max(largest, inflow.worth);
    if (sum * share > worth) break;
    if (inflows.length >= params.inflowsMin && worth <= sum && worth >= above * largest) count = inflows.length;
  }
  return count === 0 ? undefined : inflows.slice(0, count).reverse();
}
