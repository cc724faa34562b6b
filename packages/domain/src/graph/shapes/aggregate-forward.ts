import type { NovelEdge } from "../novel-edge.ts";
import { SHAPE_WINDOW_S } from "../novel-window.ts";
import { paceSurprise } from "../own-habit.ts";
import type { Shape } from "../sighting.ts";

const INFLOWS_MAX = 20;
const SHARE_MIN = 0.8;
const LARGEST_MIN = 1.3;
/** Decades for each inflow, and the weight of their pace. Ours [E]. */
const PER_INFLOW = 0.3;
const PACE_MAX = 3;

/** What several new payers brought goes on as one payment, larger than any of theirs. */
export const aggregateForward: Shape = {
  id: "aggregate-forward",
  title: "Gathered and sent on as one",
  layers: ["novel"],
  find(edge, { window, rates }) {
    const { worth } = edge;
    if (worth === undefined) return undefined;
    const ins = window.insOf(edge.from, edge.time - SHAPE_WINDOW_S).filter(({ ordinal }) => ordinal < edge.ordinal);
    const count = countForwarded(worth, ins);
    if (count === undefined) return undefined;
    const gathered = ins.slice(-count);
    const pace = Math.min(paceSurprise({ direction: "in", edges: gathered }, "novel"), PACE_MAX);
    const surprise = rates.rarityOfWorth(worth) + PER_INFLOW * (count + pace);
    const text = `what ${count} addresses had paid it for the first time went on as one payment`;
    return { anchor: edge.from, surprise, edges: [...gathered, edge], opens: true, text };
  },
};

/** The largest number of latest inflows that the payment is four fifths to all of; undefined without a rate for one. */
function countForwarded(worth: number, ins: readonly NovelEdge[]): number | undefined {
  let [sum, largest, count] = [0, 0, 0];
  let forwarded: number | undefined;
  for (const inflow of ins.slice(-INFLOWS_MAX).reverse()) {
    if (inflow.worth === undefined) break;
    count++;
    sum += inflow.worth;
    largest = Math.max(largest, inflow.worth);
    if (sum * SHARE_MIN > worth) break;
    if (count >= 2 && worth <= sum && worth >= LARGEST_MIN * largest) forwarded = count;
  }
  return forwarded;
}
