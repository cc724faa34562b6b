import { type NovelEdge, sumOfWeights } from "../novel-edge.ts";
import type { NovelWindow } from "../novel-window.ts";
import type { Shape } from "../sighting.ts";

const FORWARD_S = 6 * 86_400;
const HOPS_MAX = 12;
const LENGTH_MIN = 3;
const AGE_MIN_S = 30 * 86_400;

/** Strangers pass money on within days, one to the next, where each seldom pays or is paid. */
export const relayChain: Shape = {
  id: "relay-chain",
  title: "Passed on from stranger to stranger",
  layers: ["stranger"],
  find(edge, { window }) {
    const edges = [edge];
    let surprise = 0;
    for (let last = edge; edges.length <= HOPS_MAX; ) {
      const before = findBefore(window, last);
      if (before === undefined || edges.includes(before)) break;
      surprise += quickness(before, last);
      edges.push(before);
      if (before.from === edge.to) break;
      last = before;
    }
    if (edges.length < LENGTH_MIN) return undefined;
    edges.reverse();
    const text = `${edges.length} payments passed on within days between addresses that had nothing to do with each other end with it`;
    const bounded = Math.min(surprise, 2 * sumOfWeights(edges, "stranger"));
    return { anchor: edge.from, surprise: bounded, edges, opens: true, text };
  },
};

/** The latest payment of a stranger to the sender, not long before. */
function findBefore(window: NovelWindow, { from, time, ordinal }: NovelEdge): NovelEdge | undefined {
  return window
    .allOf(from)
    .ins.findLast((edge) => edge.isStranger && edge.ordinal < ordinal && edge.time >= time - FORWARD_S);
}

/** How unlikely who is between the two is to pay, and half as much to be paid, within that time, by its own pace. */
function quickness(before: NovelEdge, after: NovelEdge): number {
  const ageS = Math.max(AGE_MIN_S, after.time - (after.sender.firstSeen ?? after.time));
  return rarity(after.sender.total, ageS) + rarity(before.recipient.total, ageS) / 2;
}

function rarity(payments: number, ageS: number): number {
  return -Math.log10(1 - Math.exp((-(payments + 0.5) / ageS) * FORWARD_S));
}
