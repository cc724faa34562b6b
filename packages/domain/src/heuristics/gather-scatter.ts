import { z } from "zod";
import type { NovelEdge } from "../graph/novel-edge.ts";
import { SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import { newcomerSurprise, paceSurprise, shareSurprise, TIMING_CREDIT } from "../graph/own-habit.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { gatherScatterExamples } from "./gather-scatter.examples.ts";

const paramsSchema = z.strictObject({
  eachWayMin: z.int().min(2).max(24).default(2).describe("new payers, and new payees after them, at least [E]"),
});

/** One address is paid by several, and then pays several. */
export const gatherScatter = defineGraphHeuristic<z.infer<typeof paramsSchema>>({
  id: "gather-scatter",
  version: 1,
  title: "Gathered, then scattered",
  summary:
    "Fires on the payment with which an address that several had paid for the first time has paid several others for the " +
    "first time, within 25 days, more of them than its own past would bring.",
  sources: [
    "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, 2023: gather-scatter among its patterns [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["novel", "stranger"],
  find(edge, { window, rates }, layer, { eachWayMin }) {
    const since = edge.time - SHAPE_WINDOW_S;
    const ins = window.insOf(edge.from, since, layer);
    if (ins.length < eachWayMin) return undefined;
    const outs = window.outsOf(edge.from, since, layer);
    let best: { surprise: number; count: number; edges: NovelEdge[] } | undefined;
    for (let count = eachWayMin; count <= ins.length; count++) {
      const gathered = { direction: "in" as const, edges: ins.slice(0, count) };
      const lastIn = gathered.edges.at(-1) as NovelEdge;
      const scattered = { direction: "out" as const, edges: outs.filter(({ ordinal }) => ordinal > lastIn.ordinal) };
      if (scattered.edges.length < eachWayMin) break;
      const pace = paceSurprise(gathered, layer) + paceSurprise(scattered, layer) + TIMING_CREDIT;
      if (best !== undefined && pace <= best.surprise) continue;
      const share = shareSurprise(rates, gathered, layer) + shareSurprise(rates, scattered, layer);
      const newcomers = newcomerSurprise(rates, gathered) + newcomerSurprise(rates, scattered);
      const surprise = Math.min(pace, share + newcomers);
      if (best !== undefined && surprise <= best.surprise) continue;
      best = { surprise, count, edges: [...gathered.edges, ...scattered.edges] };
    }
    if (best === undefined) return undefined;
    const { surprise, count, edges } = best;
    const text = `it was paid by ${count} addresses and then paid ${edges.length - count}, all for the first time`;
    return { anchor: edge.from, surprise, edges, opens: true, text };
  },
  examples: gatherScatterExamples,
});
