import { z } from "zod";
import type { GoingRates } from "../graph/going-rates.ts";
import type { NovelEdge } from "../graph/novel-edge.ts";
import { SEARCH_EDGES_MAX } from "../graph/novel-window.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { peelChainExamples } from "./peel-chain.examples.ts";

const paramsSchema = z.strictObject({
  hopsMin: z.int().min(3).max(20).default(4).describe("payments of a chain at least [E]"),
  passedPercentMin: z
    .int()
    .min(50)
    .max(99)
    .default(80)
    .describe("percent of what arrived that the next payment passes on at least [E]"),
  forwardHours: z.int().min(1).max(168).default(24).describe("hours within which each is passed on [E]"),
  paymentsBelow: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .describe("payments from which on whoever was paid, or has paid, so often is no fresh address [E]"),
});

type Params = z.infer<typeof paramsSchema>;

const HOUR_S = 3_600;
const HOPS_MAX = 20;
/** Below this share of payments, how common one as large is says too much. Ours [E]. */
const BAND_SHARE_MIN = 0.01;
/** The weight of how few payees are newcomers. Ours [E]. */
const NEWCOMER_WEIGHT = 0.5;

/** Most of what a fresh address is paid goes on soon to the next, and a little goes elsewhere each time. */
export const peelChain = defineGraphHeuristic<Params>({
  id: "peel-chain",
  version: 1,
  title: "Passed on less a little each time",
  summary:
    "Fires on the payment that makes a chain of payments to addresses that had hardly been used, each within a day and of four " +
    "fifths or more of the one before, where a part of what was left went elsewhere. Change that a wallet sends to itself looks so.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: funds moved on at once through several addresses [P]",
    "Counts, shares, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["novel"],
  find(edge, { window, rates }, _layer, params) {
    if (!isFresh(edge, params) || findArrived(window.quietInsOf(edge.from), edge, [], params) === undefined)
      return undefined;
    const hops = [edge];
    const edges = [edge];
    const rarity = newcomerRarity(rates);
    let surprise = rarity;
    let looked = 0;
    for (let last = edge; hops.length < HOPS_MAX; ) {
      const [ins, outs] = [window.quietInsOf(last.from), window.quietOutsOf(last.from)];
      looked += ins.length + outs.length;
      if (looked > SEARCH_EDGES_MAX) return undefined;
      const arrived = findArrived(ins, last, hops, params);
      if (arrived === undefined) break;
      surprise += rarity - Math.log10(bandShare(rates, arrived.worth as number, params));
      hops.push(arrived);
      edges.push(arrived, ...remainders(outs, arrived, last));
      last = arrived;
    }
    // Where nothing went elsewhere, the whole was passed on: that is another shape.
    if (hops.length < params.hopsMin || edges.length === hops.length) return undefined;
    const text =
      `${hops.length} payments one after the other, each within ${params.forwardHours} hours and of ${params.passedPercentMin} % or more ` +
      `of the one before, to addresses that had hardly been used, end with it; ${edges.length - hops.length} smaller ones went elsewhere`;
    edges.sort((a, b) => a.ordinal - b.ordinal);
    return { anchor: edge.from, surprise, edges, opens: true, text };
  },
  examples: peelChainExamples,
});

function isFresh({ recipient }: NovelEdge, { paymentsBelow }: Params): boolean {
  return recipient.total < paymentsBelow;
}

/** The payment that this one passes on: the latest one to a fresh address that most of it can have come from. */
function findArrived(
  ins: readonly NovelEdge[],
  { worth, time, ordinal, sender }: NovelEdge,
  hops: readonly NovelEdge[],
  params: Params,
): NovelEdge | undefined {
  if (worth === undefined || sender.total >= params.paymentsBelow) return undefined;
  return ins.findLast((edge) => {
    if (edge.worth === undefined || edge.ordinal >= ordinal || edge.time < time - params.forwardHours * HOUR_S)
      return false;
    const isMost = worth < edge.worth && 100 * worth >= params.passedPercentMin * edge.worth;
    return isMost && isFresh(edge, params) && !hops.includes(edge);
  });
}

/** What else whoever passed it on paid to others, since, out of what was left. */
function remainders(outs: readonly NovelEdge[], arrived: NovelEdge, passed: NovelEdge): NovelEdge[] {
  const rest = (arrived.worth as number) - (passed.worth as number);
  return outs.filter(({ ordinal, worth, to }) => {
    if (worth === undefined || to === passed.to) return false;
    return ordinal > arrived.ordinal && worth <= rest;
  });
}

/** How common payments of so much of this worth up to all of it are. */
function bandShare(rates: GoingRates, worth: number, { passedPercentMin }: Params): number {
  const share = 10 ** -rates.rarityOfWorth((passedPercentMin / 100) * worth) - 10 ** -rates.rarityOfWorth(worth);
  return Math.max(BAND_SHARE_MIN, share);
}

function newcomerRarity(rates: GoingRates): number {
  return -NEWCOMER_WEIGHT * Math.log10(rates.shareOfNewcomers("recipient"));
}
