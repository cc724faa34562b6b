import { z } from "zod";
import { type NovelEdge, sumOfWeights } from "../graph/novel-edge.ts";
import type { NovelWindow } from "../graph/novel-window.ts";
import { EDGES_OF_ADDRESS_MAX, IS_STRANGER } from "../graph/pair-links.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { relayChainExamples } from "./relay-chain.examples.ts";

const paramsSchema = z.strictObject({
  forwardDays: z.int().min(1).max(25).default(6).describe("days within which each passes on what it was paid [E]"),
  lengthMin: z.int().min(2).max(12).default(3).describe("payments of a chain at least [E]"),
});

type Params = z.infer<typeof paramsSchema>;

const DAY_S = 86_400;
const HOPS_MAX = 12;
const AGE_MIN_S = 30 * DAY_S;

/** Strangers pass money on within days, one to the next, where each seldom pays or is paid. */
export const relayChain = defineGraphHeuristic<Params>({
  id: "relay-chain",
  version: 1,
  title: "Passed on from stranger to stranger",
  summary:
    "Fires on the payment that makes a chain of payments between strangers, each made within days of the one before, where those " +
    "in between seldom pay or are paid: so quick a forward is then unusual for each of them.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: funds moved on at once through several addresses [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["stranger"],
  find(edge, { window }, _layer, params) {
    const forwardS = params.forwardDays * DAY_S;
    if (findBefore(window, edge, forwardS) === undefined) return undefined;
    const edges = [edge];
    let surprise = 0;
    for (let last = edge; edges.length <= HOPS_MAX; ) {
      const before = findBefore(window, last, forwardS);
      if (before === undefined || edges.includes(before)) break;
      surprise += quickness(before, last, forwardS);
      edges.push(before);
      if (before.from === edge.to) break;
      last = before;
    }
    if (edges.length < params.lengthMin) return undefined;
    edges.reverse();
    const text = `${edges.length} payments passed on within days between addresses that had nothing to do with each other end with it`;
    const bounded = Math.min(surprise, 2 * sumOfWeights(edges, "stranger"));
    return { anchor: edge.from, surprise: bounded, edges, opens: true, text };
  },
  examples: relayChainExamples,
});

/** The latest payment of a stranger to the sender, not long before. */
function findBefore(window: NovelWindow, edge: NovelEdge, forwardS: number): NovelEdge | undefined {
  const { mask, flags, times, first, lastIns, earlierIns, busy } = window.links;
  const payer = window.links.payerOf(edge);
  if (busy[payer] !== 0) return undefined;
  const since = edge.time - forwardS;
  let at = lastIns[payer] as number;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= first; left--, at = earlierIns[at & mask] as number) {
    if ((times[at & mask] as number) < since) return undefined;
    if (at < edge.ordinal && ((flags[at & mask] as number) & IS_STRANGER) !== 0) return window.edgeAt(at);
  }
  return undefined;
}

/** How unlikely who is between the two is to pay, and half as much to be paid, within that time, by its own pace. */
function quickness(before: NovelEdge, after: NovelEdge, forwardS: number): number {
  const ageS = Math.max(AGE_MIN_S, after.time - (after.sender.firstSeen ?? after.time));
  return rarity(after.sender.total, ageS, forwardS) + rarity(before.recipient.total, ageS, forwardS) / 2;
}

function rarity(payments: number, ageS: number, forwardS: number): number {
  return -Math.log10(1 - Math.exp((-(payments + 0.5) / ageS) * forwardS));
}
