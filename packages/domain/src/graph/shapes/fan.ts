import type { Layer, NovelEdge } from "../novel-edge.ts";
import { FAN_WINDOW_S } from "../novel-window.ts";
import type { Burst } from "../own-habit.ts";
import { newcomerSurprise, paceSurprise, shareSurprise, TIMING_CREDIT } from "../own-habit.ts";
import type { Sighting, Surroundings } from "../sighting.ts";

const FAN_MIN = 3;
const DAY_S = 86_400;

/** The most surprising number of latest new counterparties of one address in one direction. */
export function findFan(
  edge: NovelEdge,
  { window, rates }: Surroundings,
  direction: Burst["direction"],
  layer: Layer,
): Sighting | undefined {
  const anchor = direction === "in" ? edge.to : edge.from;
  const since = edge.time - FAN_WINDOW_S;
  const edges = direction === "in" ? window.insOf(anchor, since, layer) : window.outsOf(anchor, since, layer);
  let best: { surprise: number; edges: NovelEdge[] } | undefined;
  for (let count = FAN_MIN; count <= edges.length; count = nextCount(count)) {
    const burst = { direction, edges: edges.slice(-count) };
    const pace = paceSurprise(burst, layer) + TIMING_CREDIT;
    if (best !== undefined && pace <= best.surprise) continue;
    const surprise = Math.min(pace, shareSurprise(rates, burst, layer) + newcomerSurprise(rates, burst));
    if (best === undefined || surprise > best.surprise) best = { surprise, edges: burst.edges };
  }
  if (best === undefined) return undefined;
  const days = Math.ceil((edge.time - (best.edges[0] as NovelEdge).time) / DAY_S);
  const count = `${best.edges.length} addresses`;
  const within = `within ${Math.max(1, days)} days that had not done so before`;
  const text = direction === "in" ? `it was paid by ${count} ${within}` : `it paid ${count} ${within}`;
  return { anchor, surprise: best.surprise, edges: best.edges, opens: direction === "in", text };
}

/** All small counts and, further up, every eighth part: the surprise changes slowly there. */
function nextCount(count: number): number {
  return count + Math.max(1, count >> 3);
}
