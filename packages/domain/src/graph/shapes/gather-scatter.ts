import type { NovelEdge } from "../novel-edge.ts";
import { SHAPE_WINDOW_S } from "../novel-window.ts";
import { newcomerSurprise, paceSurprise, shareSurprise, TIMING_CREDIT } from "../own-habit.ts";
import type { Shape, Sighting } from "../sighting.ts";

const EACH_WAY_MIN = 2;

/** One address is paid by several, and then pays several. */
export const gatherScatter: Shape = {
  id: "gather-scatter",
  title: "Gathered, then scattered",
  layers: ["novel", "stranger"],
  find(edge, { window, rates }, layer) {
    const since = edge.time - SHAPE_WINDOW_S;
    const ins = window.insOf(edge.from, since, layer);
    if (ins.length < EACH_WAY_MIN) return undefined;
    const outs = window.outsOf(edge.from, since, layer);
    let best: Sighting | undefined;
    for (let count = EACH_WAY_MIN; count <= ins.length; count++) {
      const gathered = { direction: "in" as const, edges: ins.slice(0, count) };
      const lastIn = gathered.edges.at(-1) as NovelEdge;
      const scattered = { direction: "out" as const, edges: outs.filter(({ ordinal }) => ordinal > lastIn.ordinal) };
      if (scattered.edges.length < EACH_WAY_MIN) break;
      const pace = paceSurprise(gathered, layer) + paceSurprise(scattered, layer) + TIMING_CREDIT;
      if (best !== undefined && pace <= best.surprise) continue;
      const share = shareSurprise(rates, gathered, layer) + shareSurprise(rates, scattered, layer);
      const newcomers = newcomerSurprise(rates, gathered) + newcomerSurprise(rates, scattered);
      const surprise = Math.min(pace, share + newcomers);
      if (best !== undefined && surprise <= best.surprise) continue;
      best = {
        anchor: edge.from,
        surprise,
        edges: [...gathered.edges, ...scattered.edges],
        opens: true,
        text: `it was paid by ${count} addresses and then paid ${scattered.edges.length}, all for the first time`,
      };
    }
    return best;
  },
};
