import { z } from "zod";
import type { Address } from "../address.ts";
import { type NovelEdge, sumOfWeights } from "../graph/novel-edge.ts";
import { type NovelWindow, SEARCH_EDGES_MAX, SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { mayShare } from "../graph/shared-payees.ts";
import type { Sighting } from "../graph/sighting.ts";
import { binomialSurprise } from "../graph/surprise.ts";
import { takeOrMake } from "../graph/take-or-make.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { scatterGatherExamples } from "./scatter-gather.examples.ts";

const paramsSchema = z.strictObject({
  intermediariesMin: z.int().min(2).max(48).default(3).describe("addresses in between at least [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** One address pays several, and these pay one other. */
export const scatterGather = defineGraphHeuristic<Params>({
  id: "scatter-gather",
  version: 1,
  title: "Scattered, then gathered",
  summary:
    "Fires on the payment with which several addresses that one other had paid have paid one, all for the first time and within 25 " +
    "days, where so many in common are unusual for both ends. A family that saves together for one purchase looks so, too.",
  sources: [
    "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, 2023: scatter-gather among its patterns [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["novel"],
  find(edge, { window }, _layer, params) {
    const since = edge.time - SHAPE_WINDOW_S;
    const countMin = params.intermediariesMin;
    const anchor = window.nodeOf(edge.to);
    if (anchor.ins.length < countMin) return undefined;
    const { payers: sources } = window.nodeOf(edge.from);
    if (!mayShare(window, { payers: sources, except: anchor, payees: anchor.payers, countMin, since }))
      return undefined;
    const ins = window.insOf(edge.to, since);
    if (ins.length < countMin) return undefined;
    const payers = window.insOf(edge.from, since);
    if (payers.length === 0) return undefined;
    let looked = 0;
    for (const { from } of ins) looked += window.allOf(from).ins.length;
    if (looked > SEARCH_EDGES_MAX) return undefined;
    const candidates = new Set(payers.map(({ from }) => from));
    const { paths: bySource, sourceCount } = pathsBySource(window, edge, ins, candidates, since);
    let best: Sighting | undefined;
    for (const source of candidates) {
      const paths = bySource.get(source);
      if (paths === undefined || paths.size < countMin || !paths.has(edge.from)) continue;
      const edges = [...new Set([...paths.values()].flat())];
      const share = payeesOfPayees(window, source, since) / window.countOf("novel");
      const chance = binomialSurprise(paths.size, ins.length, share);
      const surprise = chance - Math.log10(sourceCount) + sumOfWeights(edges, "novel") / 2;
      if (best !== undefined && surprise <= best.surprise) continue;
      const text = `it was paid by ${paths.size} addresses that one other had paid shortly before, all for the first time`;
      best = { anchor: edge.to, surprise, edges, opens: true, text };
    }
    return best;
  },
  examples: scatterGatherExamples,
});

/** By whoever paid those that pay the anchor, earlier: the way of the money through each of them. */
function pathsBySource(
  window: NovelWindow,
  { to: anchor }: NovelEdge,
  ins: readonly NovelEdge[],
  candidates: ReadonlySet<Address>,
  since: number,
) {
  const paths = new Map<Address, Map<Address, [NovelEdge, NovelEdge]>>();
  const sources = new Set<Address>();
  for (const last of ins) {
    for (const first of window.allOf(last.from).ins) {
      if (first.time < since || first.ordinal >= last.ordinal || first.from === anchor) continue;
      sources.add(first.from);
      if (!candidates.has(first.from)) continue;
      takeOrMake(paths, first.from, () => new Map<Address, [NovelEdge, NovelEdge]>()).set(last.from, [first, last]);
    }
  }
  return { paths, sourceCount: sources.size };
}

function payeesOfPayees(window: NovelWindow, source: Address, since: number): number {
  let count = 0;
  for (const { to } of window.outsOf(source, since)) {
    for (const { time } of window.allOf(to).outs) if (time >= since) count++;
  }
  return count;
}
