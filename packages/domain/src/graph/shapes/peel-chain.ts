import type { GoingRates } from "../going-rates.ts";
import type { NovelEdge } from "../novel-edge.ts";
import type { NovelWindow } from "../novel-window.ts";
import type { Shape } from "../sighting.ts";

const HOPS_MIN = 4;
const HOPS_MAX = 20;
const SHARE_MIN = 0.8;
const FORWARD_S = 86_400;
/** Whoever has been paid, or has paid, as often as this before is no fresh address. */
const PAYMENTS_BELOW = 3;
/** Below this share of payments, how common one as large is says too much. Ours [E]. */
const BAND_SHARE_MIN = 0.01;
/** The weight of how few payees are newcomers. Ours [E]. */
const NEWCOMER_WEIGHT = 0.5;

/** Most of what a fresh address is paid goes on within a day to the next, and a little goes elsewhere each time. */
export const peelChain: Shape = {
  id: "peel-chain",
  title: "Passed on less a little each time",
  layers: ["novel"],
  find(edge, { window, rates }) {
    if (!isFresh(edge)) return undefined;
    const hops = [edge];
    const edges = [edge];
    let surprise = newcomerRarity(rates);
    for (let last = edge; hops.length < HOPS_MAX; ) {
      const arrived = findArrived(window, last, hops);
      if (arrived === undefined) break;
      surprise += newcomerRarity(rates) - Math.log10(bandShare(rates, arrived.worth as number));
      hops.push(arrived);
      edges.push(arrived, ...remainders(window, arrived, last));
      last = arrived;
    }
    // Where nothing went elsewhere, the whole was passed on: that is another shape.
    if (hops.length < HOPS_MIN || edges.length === hops.length) return undefined;
    const text =
      `${hops.length} payments one after the other, each within a day and of four fifths or more of the one before, ` +
      `to addresses that had hardly been used; ${edges.length - hops.length} smaller ones went elsewhere`;
    edges.sort((a, b) => a.ordinal - b.ordinal);
    return { anchor: edge.from, surprise, edges, opens: true, text };
  },
};

function isFresh({ recipient }: NovelEdge): boolean {
  return recipient.total < PAYMENTS_BELOW;
}

/** The payment that this one passes on: the latest one to a fresh address that most of it can have come from. */
function findArrived(window: NovelWindow, passed: NovelEdge, hops: readonly NovelEdge[]): NovelEdge | undefined {
  const { from, worth, time, ordinal, sender } = passed;
  if (worth === undefined || sender.total >= PAYMENTS_BELOW) return undefined;
  return window.allOf(from).ins.findLast((edge) => {
    if (edge.worth === undefined || edge.ordinal >= ordinal || edge.time < time - FORWARD_S) return false;
    return isFresh(edge) && worth < edge.worth && worth >= SHARE_MIN * edge.worth && !hops.includes(edge);
  });
}

/** What else whoever passed it on paid to others, since, out of what was left. */
function remainders(window: NovelWindow, arrived: NovelEdge, passed: NovelEdge): NovelEdge[] {
  const rest = (arrived.worth as number) - (passed.worth as number);
  return window.allOf(passed.from).outs.filter(({ ordinal, worth, to }) => {
    if (worth === undefined || to === passed.to) return false;
    return ordinal > arrived.ordinal && worth <= rest;
  });
}

/** How common payments of four fifths of this worth up to all of it are. */
function bandShare(rates: GoingRates, worth: number): number {
  const share = 10 ** -rates.rarityOfWorth(SHARE_MIN * worth) - 10 ** -rates.rarityOfWorth(worth);
  return Math.max(BAND_SHARE_MIN, share);
}

function newcomerRarity(rates: GoingRates): number {
  return -NEWCOMER_WEIGHT * Math.log10(rates.shareOfNewcomers("recipient"));
}
