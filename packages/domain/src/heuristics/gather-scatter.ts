import { z } from "zod";
import type { NovelEdge } from "../graph/novel-edge.ts";
import { SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import {
  countNewcomers,
  isNewcomer,
  newcomerSurprise,
  paceSurprise,
  shareSurprise,
  TIMING_CREDIT,
} from "../graph/own-habit.ts";
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
    const { links } = window;
    const node = links.payerOf(edge);
    if ((links.inCounts[node] as number) < eachWayMin || (links.outCounts[node] as number) < eachWayMin) return undefined;
    const ins = window.insOf(edge.from, since, layer);
    if (ins.length < eachWayMin) return undefined;
    const outs = window.outsOf(edge.from, since, layer);
    if (outs.length < eachWayMin) return undefined;
    const [firstIn, lastOut] = [ins[0] as NovelEdge, outs.at(-1) as NovelEdge];
    let best: { surprise: number; count: number; from: number } | undefined;
    let [newPayers, newPayees, from] = [0, countNewcomers(outs, "out"), 0];
    for (let count = 1; count <= ins.length; count++) {
      const lastIn = ins[count - 1] as NovelEdge;
      if (isNewcomer(lastIn, "in")) newPayers++;
      for (let out = outs[from]; out !== undefined && out.ordinal < lastIn.ordinal; out = outs[++from]) {
        if (isNewcomer(out, "out")) newPayees--;
      }
      if (count < eachWayMin) continue;
      if (outs.length - from < eachWayMin) break;
      const gathered = { direction: "in", first: firstIn, last: lastIn, count } as const;
      const paid = {
        direction: "out",
        first: outs[from] as NovelEdge,
        last: lastOut,
        count: outs.length - from,
      } as const;
      const pace = paceSurprise(gathered, layer) + paceSurprise(paid, layer) + TIMING_CREDIT;
      if (best !== undefined && pace <= best.surprise) continue;
      const share = shareSurprise(rates, gathered, layer) + shareSurprise(rates, paid, layer);
      const newcomers =
        newcomerSurprise(rates, "in", newPayers, count) + newcomerSurprise(rates, "out", newPayees, paid.count);
      const surprise = Math.min(pace, share + newcomers);
      if (best === undefined || surprise > best.surprise) best = { surprise, count, from };
    }
    if (best === undefined) return undefined;
    const edges = [...ins.slice(0, best.count), ...outs.slice(best.from)];
    const text = `it was paid by ${best.count} addresses and then paid ${edges.length - best.count}, all for the first time`;
    return { anchor: edge.from, surprise: best.surprise, edges, opens: true, text };
  },
  examples: gatherScatterExamples,
});
