import type { Address } from "../../address.ts";
import { type NovelEdge, sumOfWeights } from "../novel-edge.ts";
import { type NovelWindow, SHAPE_WINDOW_S } from "../novel-window.ts";
import type { Shape, Sighting } from "../sighting.ts";
import { binomialSurprise } from "../surprise.ts";
import { takeOrMake } from "../take-or-make.ts";

const INTERMEDIARIES_MIN = 3;

/** One address pays several, and these pay one other. */
export const scatterGather: Shape = {
  id: "scatter-gather",
  title: "Scattered, then gathered",
  layers: ["novel"],
  find(edge, { window }) {
    const since = edge.time - SHAPE_WINDOW_S;
    const ins = window.insOf(edge.to, since);
    if (ins.length < INTERMEDIARIES_MIN) return undefined;
    const sources = pathsBySource(window, edge, ins, since);
    let best: Sighting | undefined;
    for (const { from: source } of window.insOf(edge.from, since)) {
      const paths = sources.get(source);
      if (paths === undefined || paths.size < INTERMEDIARIES_MIN || !paths.has(edge.from)) continue;
      const edges = [...new Set([...paths.values()].flat())];
      const share = payeesOfPayees(window, source, since) / window.countOf("novel");
      const chance = binomialSurprise(paths.size, ins.length, share);
      const surprise = chance - Math.log10(sources.size) + sumOfWeights(edges, "novel") / 2;
      if (best !== undefined && surprise <= best.surprise) continue;
      const text = `it was paid by ${paths.size} addresses that one other had paid shortly before, all for the first time`;
      best = { anchor: edge.to, surprise, edges, opens: true, text };
    }
    return best;
  },
};

/** By whoever paid those that pay the anchor, earlier: the way of the money through each of them. */
function pathsBySource(window: NovelWindow, { to: anchor }: NovelEdge, ins: readonly NovelEdge[], since: number) {
  const sources = new Map<Address, Map<Address, [NovelEdge, NovelEdge]>>();
  for (const last of ins) {
    for (const first of window.allOf(last.from).ins) {
      if (first.time < since || first.ordinal >= last.ordinal || first.from === anchor) continue;
      takeOrMake(sources, first.from, () => new Map<Address, [NovelEdge, NovelEdge]>()).set(last.from, [first, last]);
    }
  }
  return sources;
}

function payeesOfPayees(window: NovelWindow, source: Address, since: number): number {
  let count = 0;
  for (const { to } of window.outsOf(source, since)) {
    for (const { time } of window.allOf(to).outs) if (time >= since) count++;
  }
  return count;
}
