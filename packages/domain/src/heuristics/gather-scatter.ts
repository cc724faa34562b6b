import { z } from "zod";
import type { GoingRates } from "../graph/going-rates.ts";
import type { Layer, NovelEdge } from "../graph/novel-edge.ts";
import { SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import {
  type Burst,
  countNewcomers,
  isNewcomer,
  newcomerMost,
  newcomerSurprise,
  paceSurprise,
  shareMost,
  shareSurprise,
  TIMING_CREDIT,
} from "../graph/own-habit.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { SURPRISE_MIN } from "../graph/sighting.ts";
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
    if ((links.inCounts[node] as number) < eachWayMin || (links.outCounts[node] as number) < eachWayMin)
      return undefined;
    const ins = window.insOf(edge.from, since, layer);
    if (ins.length < eachWayMin) return undefined;
    const outs = window.outsOf(edge.from, since, layer);
    if (outs.length < eachWayMin) return undefined;
    const firstIn = ins[0] as NovelEdge;
    let best: { surprise: number; count: number; from: number } | undefined;
    let [newPayers, newPayees, from] = [0, countNewcomers(outs, "out"), 0];
    let paid: Paid | undefined;
    for (let count = 1; count <= ins.length; count++) {
      const lastIn = ins[count - 1] as NovelEdge;
      if (isNewcomer(lastIn, "in")) newPayers++;
      for (let out = outs[from]; out !== undefined && out.ordinal < lastIn.ordinal; out = outs[++from]) {
        if (isNewcomer(out, "out")) newPayees--;
      }
      if (count < eachWayMin) continue;
      if (outs.length - from < eachWayMin) break;
      const gathered = { direction: "in", first: firstIn, last: lastIn, count } as const;
      if (paid?.from !== from) paid = paidFrom(from, outs, newPayees, rates, layer);
      const least = best?.surprise ?? SURPRISE_MIN;
      const most = shareMost(rates, gathered, layer) + newcomerMost(rates, "in", newPayers, count);
      if (most + paid.most < least) continue;
      paid.exact ??= exactly(paid.burst, newPayees, rates, layer);
      const share = shareSurprise(rates, gathered, layer) + paid.exact.share;
      const habit = share + (newcomerSurprise(rates, "in", newPayers, count) + paid.exact.newcomers);
      if (best !== undefined && habit <= best.surprise) continue;
      const pace = paceSurprise(gathered, layer) + paid.exact.pace + TIMING_CREDIT;
      const surprise = Math.min(pace, habit);
      if (best === undefined || surprise > best.surprise) best = { surprise, count, from };
    }
    if (best === undefined) return undefined;
    const edges = [...ins.slice(0, best.count), ...outs.slice(best.from)];
    const text = `it was paid by ${best.count} addresses and then paid ${edges.length - best.count}, all for the first time`;
    return { anchor: edge.from, surprise: best.surprise, edges, opens: true, text };
  },
  examples: gatherScatterExamples,
});

/** What it paid from one payment on: the same for all payments to it that came before that one. */
interface Paid {
  from: number;
  burst: Burst;
  /** What share and newcomers are at most together. */
  most: number;
  exact?: { pace: number; share: number; newcomers: number };
}

function paidFrom(from: number, outs: readonly NovelEdge[], newPayees: number, rates: GoingRates, layer: Layer): Paid {
  const [first, last, count] = [outs[from] as NovelEdge, outs.at(-1) as NovelEdge, outs.length - from];
  const burst = { direction: "out", first, last, count } as const;
  return { from, burst, most: shareMost(rates, burst, layer) + newcomerMost(rates, "out", newPayees, count) };
}

function exactly(burst: Burst, newPayees: number, rates: GoingRates, layer: Layer): NonNullable<Paid["exact"]> {
  const [pace, share] = [paceSurprise(burst, layer), shareSurprise(rates, burst, layer)];
  return { pace, share, newcomers: newcomerSurprise(rates, "out", newPayees, burst.count) };
}
