import { z } from "zod";
import { type NovelEdge, sumOfWeights } from "../graph/novel-edge.ts";
import { type NovelWindow, SEARCH_EDGES_MAX, SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import type { PairLinks } from "../graph/pair-links.ts";
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
    const { links } = window;
    const anchor = links.payeeOf(edge);
    if ((links.inCounts[anchor] as number) < countMin) return undefined;
    const paid = links.payerOf(edge);
    const oldest = window.oldestWithin(SHAPE_WINDOW_S);
    if (!mayShare(window, { paid, except: anchor, of: anchor, side: "ins", countMin, since: oldest })) return undefined;
    const ins = window.insOf(edge.to, since);
    if (ins.length < countMin) return undefined;
    const payers = window.insOf(edge.from, since);
    if (payers.length === 0) return undefined;
    let looked = 0;
    for (const last of ins) looked += links.keptIns(links.payerOf(last));
    if (looked > SEARCH_EDGES_MAX) return undefined;
    const { paths: bySource, sourceCount } = pathsBySource(window, anchor, ins, payers, oldest);
    let best: Sighting | undefined;
    for (const source of new Set(payers.map((payment) => links.payerOf(payment)))) {
      const ways = bySource.get(source);
      if (ways === undefined || ways.size < countMin || !ways.has(paid)) continue;
      const edges = [...new Set([...ways.values()].flat())];
      const share = payeesOfPayees(links, source, oldest) / window.countOf("novel");
      const chance = binomialSurprise(ways.size, ins.length, share);
      const surprise = chance - Math.log10(sourceCount) + sumOfWeights(edges, "novel") / 2;
      if (best !== undefined && surprise <= best.surprise) continue;
      const text = `it was paid by ${ways.size} addresses that one other had paid shortly before, all for the first time`;
      best = { anchor: edge.to, surprise, edges, opens: true, text };
    }
    return best;
  },
  examples: scatterGatherExamples,
});

/**
 * By whoever of the sources paid those that pay the anchor, earlier: the way of the money through each of them; and how many
 * paid any of them. @param since ordinal of the oldest that counts
 */
function pathsBySource(
  window: NovelWindow,
  anchor: number,
  ins: readonly NovelEdge[],
  sources: readonly NovelEdge[],
  since: number,
) {
  const { links } = window;
  const { marks, mask, payers } = links;
  const isSource = links.beginSearch();
  for (const payment of sources) marks[links.payerOf(payment)] = isSource;
  const isCounted = links.beginSearch();
  const paths = new Map<number, Map<number, [NovelEdge, NovelEdge]>>();
  let others = 0;
  for (const last of ins) {
    const between = links.payerOf(last);
    for (const first of links.quietInsOf(between, since)) {
      const payer = payers[first & mask] as number;
      if (first >= last.ordinal || payer === anchor) continue;
      if (marks[payer] === isSource) {
        const ways = takeOrMake(paths, payer, () => new Map<number, [NovelEdge, NovelEdge]>());
        ways.set(between, [window.edgeAt(first), last]);
      } else if (marks[payer] !== isCounted) {
        marks[payer] = isCounted;
        others++;
      }
    }
  }
  return { paths, sourceCount: others + paths.size };
}

function payeesOfPayees(links: PairLinks, source: number, since: number): number {
  let count = 0;
  for (const out of links.outsOf(source, since)) {
    count += links.countQuietOuts(links.payees[out & links.mask] as number, since);
  }
  return count;
}
