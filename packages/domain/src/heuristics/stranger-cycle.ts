import { z } from "zod";
import type { Address } from "../address.ts";
import { type NovelEdge, sumOfWeights } from "../graph/novel-edge.ts";
import { type NovelWindow, SEARCH_NODES_MAX, SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import { EDGES_OF_ADDRESS_MAX, IS_STRANGER, type PairLinks } from "../graph/pair-links.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { takeOrMake } from "../graph/take-or-make.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { strangerCycleExamples } from "./stranger-cycle.examples.ts";

const paramsSchema = z.strictObject({
  lengthMin: z.int().min(3).max(12).default(3).describe("payments of a ring at least [E]"),
});

type Params = z.infer<typeof paramsSchema>;

const HOPS_MAX = 12;
/** An address with more new strangers than this on a side is no link of a chain. */
const DEGREE_MAX = 3;

/** Below this branching, chance cycles are too rare to be counted. */
const BRANCHING_MIN = 0.01;

/** Payments between strangers that lead back to where they began, in whatever order they were made. */
export const strangerCycle = defineGraphHeuristic<Params>({
  id: "stranger-cycle",
  version: 1,
  title: "Strangers in a ring",
  summary:
    "Fires on the payment between strangers that closes a ring of payments between strangers within 25 days, in whatever order they " +
    "were made, through addresses with at most three new counterparties a side.",
  sources: [
    "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, 2023: cycles among its patterns [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["stranger"],
  find(edge, { window }, _layer, params) {
    const { links } = window;
    const oldest = window.oldestWithin(SHAPE_WINDOW_S);
    const [payer, payee] = [links.payerOf(edge), links.payeeOf(edge)];
    if (strangersIn(links, payer, oldest) === 0 || strangersOut(links, payee, oldest) === 0) return undefined;
    if (!isLink(links, payer, oldest) || !isLink(links, payee, oldest)) return undefined;
    const path = findPath(window, edge, oldest);
    if (path === undefined || path.length + 1 < params.lengthMin) return undefined;
    const edges = [...path, edge];
    const length = edges.length;
    const surprise =
      -length * Math.log10(window.daily("branching", () => branching(window))) +
      Math.log10(length) +
      sumOfWeights(edges, "stranger");
    const text = `${length} payments between addresses that had nothing to do with each other lead back to it`;
    return { anchor: edge.from, surprise, edges, opens: true, text };
  },
  examples: strangerCycleExamples,
});

function isLink(links: PairLinks, node: number, since: number): boolean {
  return strangersIn(links, node, since) <= DEGREE_MAX && strangersOut(links, node, since) <= DEGREE_MAX;
}

function strangersIn(links: PairLinks, node: number, since: number): number {
  return countStrangers(links, node, links.lastIns, links.earlierIns, since);
}

function strangersOut(links: PairLinks, node: number, since: number): number {
  return countStrangers(links, node, links.lastOuts, links.earlierOuts, since);
}

/** No more than are too many. */
function countStrangers(
  { mask, flags, busy }: PairLinks,
  node: number,
  last: Float64Array,
  earlier: Float64Array,
  since: number,
): number {
  if (busy[node] !== 0) return 0;
  let count = 0;
  let at = last[node] as number;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--, at = earlier[at & mask] as number) {
    if (((flags[at & mask] as number) & IS_STRANGER) !== 0 && ++count > DEGREE_MAX) break;
  }
  return count;
}

/** The shortest way from the payee back to the payer. @param since ordinal of the oldest that counts */
function findPath(window: NovelWindow, closing: NovelEdge, since: number): NovelEdge[] | undefined {
  const reachedBy = new Map<Address, NovelEdge>();
  let front: Address[] = [closing.to];
  let looked = 0;
  for (let hop = 1; hop < HOPS_MAX && front.length > 0; hop++) {
    const next: Address[] = [];
    for (const address of front) {
      if (++looked > SEARCH_NODES_MAX) return undefined;
      for (const edge of window.quietOutsOf(address)) {
        if (!edge.isStranger || edge.ordinal < since || edge.to === closing.to || reachedBy.has(edge.to)) continue;
        reachedBy.set(edge.to, edge);
        if (edge.to === closing.from) return pathTo(edge, closing.to, reachedBy);
        if (isLink(window.links, window.links.payeeOf(edge), since)) next.push(edge.to);
      }
    }
    front = next;
  }
  return undefined;
}

function pathTo(last: NovelEdge, start: Address, reachedBy: ReadonlyMap<Address, NovelEdge>): NovelEdge[] {
  const path: NovelEdge[] = [];
  for (let edge: NovelEdge | undefined = last; edge !== undefined; edge = reachedBy.get(edge.from)) {
    path.push(edge);
    if (edge.from === start) break;
  }
  return path.reverse();
}

/** New strangers that one leads on to, on average, among the links of chains. */
function branching(window: NovelWindow): number {
  const degrees = new Map<Address, { ins: number; outs: number }>();
  const of = (address: Address) => takeOrMake(degrees, address, () => ({ ins: 0, outs: 0 }));
  for (const { from, to } of window.recentOf("stranger")) {
    of(from).outs++;
    of(to).ins++;
  }
  let ways = 0;
  for (const { ins, outs } of degrees.values()) if (ins <= DEGREE_MAX && outs <= DEGREE_MAX) ways += ins * outs;
  return Math.min(1, Math.max(BRANCHING_MIN, ways / Math.max(1, window.countOf("stranger"))));
}
