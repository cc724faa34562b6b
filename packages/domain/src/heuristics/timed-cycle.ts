import { z } from "zod";
import { type NovelEdge, sumOfWeights } from "../graph/novel-edge.ts";
import { type NovelWindow, SEARCH_EDGES_MAX, SEARCH_NODES_MAX, SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import { EDGES_OF_ADDRESS_MAX } from "../graph/pair-links.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { timedCycleExamples } from "./timed-cycle.examples.ts";

const paramsSchema = z.strictObject({
  lengthMin: z.int().min(3).max(12).default(4).describe("payments of a ring at least [E]"),
  openingLengthMin: z.int().min(3).max(12).default(5).describe("payments of a ring that may open an alert [E]"),
});

type Params = z.infer<typeof paramsSchema>;

const HOPS_MAX = 12;
/** Payments that are looked at from the payee on, before the payer's are. Ours [E]: changes how long a search takes, never its end. */
const ONWARD_EDGES_MAX = 32;

const BACK_EDGES_MAX = 64;

/** Decades for each payment beyond three, and the weight of how unusual they are. Ours [E]. */
const PER_PAYMENT = 0.8;
const WEIGHT = 0.3;

/** Payments one after the other that lead back to where they began. */
export const timedCycle = defineGraphHeuristic<Params>({
  id: "timed-cycle",
  version: 1,
  title: "Back where it began",
  summary:
    "Fires on the payment on a new pair with which money has come back to where it began, by payments one after the other within 25 " +
    "days, each on a new pair. Friends who lend to each other seldom make a ring of five.",
  sources: [
    "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, 2023: cycles among its patterns [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["novel"],
  find(edge, { window }, _layer, params) {
    const found = findPath(window, edge);
    if (found === undefined || found.path.length + 1 < params.lengthMin) return undefined;
    const edges = [...found.path, edge];
    const length = edges.length;
    const shareSearched = Math.min(1, Math.max(1, found.searched) / window.countOf("novel"));
    const surprise = PER_PAYMENT * (length - 3) + WEIGHT * (sumOfWeights(edges, "novel") - Math.log10(shareSearched));
    const text = `${length} payments on new pairs, one after the other, lead back to it`;
    return { anchor: edge.from, surprise, edges, opens: length >= params.openingLengthMin, text };
  },
  examples: timedCycleExamples,
});

interface Found {
  path: NovelEdge[];
  /** Payments looked at. */
  searched: number;
}

/** Whom a search has reached, in the order in which it did. One search at a time has it. */
const reached = new Int32Array(SEARCH_EDGES_MAX + 1);

/** From the payer back in time, each time by the latest payments, until one was made by the payee. */
function findPath(window: NovelWindow, closing: NovelEdge): Found | undefined {
  const { mask, payers, earlierIns, lastIns, busy, marks, reachedBy } = window.links;
  const since = window.oldestWithin(SHAPE_WINDOW_S);
  const [payer, payee] = [window.links.payerOf(closing), window.links.payeeOf(closing)];
  if (cannotLeadOn(window, payee, payer, since)) return undefined;
  if (cannotComeFrom(window, payee, payer, since)) return undefined;
  const search = window.links.beginSearch();
  reached[0] = payer;
  let [from, end, searched] = [0, 1, 0];
  for (let hop = 1; hop < HOPS_MAX && from < end; hop++) {
    for (const frontEnd = end; from < frontEnd; from++) {
      if (from >= SEARCH_NODES_MAX) return undefined;
      const node = reached[from] as number;
      if (busy[node] !== 0) continue;
      const before = from === 0 ? closing.ordinal : (reachedBy[node] as number);
      let at = lastIns[node] as number;
      for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--, at = earlierIns[at & mask] as number) {
        if (at >= before) continue;
        if (++searched > SEARCH_EDGES_MAX) return undefined;
        const other = payers[at & mask] as number;
        if (other === payee) return { path: pathFrom(window, at, node, payer), searched };
        if (other === payer || marks[other] === search) continue;
        marks[other] = search;
        reachedBy[other] = at;
        reached[end++] = other;
      }
    }
  }
  return undefined;
}

/**
 * That no path leads from the payee to the payer is mostly told by few payments: those of the payee that are later ones' beginning.
 * May say no where it is so.
 */
function cannotLeadOn(window: NovelWindow, payee: number, payer: number, since: number): boolean {
  const { mask, payees, earlierOuts, lastOuts, busy, marks, reachedBy } = window.links;
  // Nearly always: who is paid has paid nobody new, and nothing can lead back.
  if ((lastOuts[payee] as number) < since) return true;
  const search = window.links.beginSearch();
  reached[0] = payee;
  let [end, searched] = [1, 0];
  while (end > 0) {
    const node = reached[--end] as number;
    const after = node === payee ? since : Math.max(since, (reachedBy[node] as number) + 1);
    for (let at = lastOuts[node] as number; at >= after; at = earlierOuts[at & mask] as number) {
      if (++searched > ONWARD_EDGES_MAX) return false;
      const to = payees[at & mask] as number;
      if (to === payer) return false;
      if (busy[to] !== 0 || to === payee) continue;
      if (marks[to] === search && (reachedBy[to] as number) <= at) continue;
      marks[to] = search;
      reachedBy[to] = at;
      reached[end++] = to;
    }
  }
  return true;
}

/** The same from the payer back, no further than to the first payment of the payee: nothing before it can have led on from there. */
function cannotComeFrom(window: NovelWindow, payee: number, payer: number, since: number): boolean {
  const { mask, payers, earlierIns, earlierOuts, lastIns, lastOuts, outCounts, busy, marks, reachedBy } = window.links;
  let begun = since;
  if ((outCounts[payee] as number) <= EDGES_OF_ADDRESS_MAX) {
    for (let at = lastOuts[payee] as number; at >= since; at = earlierOuts[at & mask] as number) begun = at;
  }
  const search = window.links.beginSearch();
  reached[0] = payer;
  reachedBy[payer] = Number.POSITIVE_INFINITY;
  let [end, searched] = [1, 0];
  while (end > 0) {
    const node = reached[--end] as number;
    const before = reachedBy[node] as number;
    for (let at = lastIns[node] as number; at >= begun; at = earlierIns[at & mask] as number) {
      if (++searched > BACK_EDGES_MAX) return false;
      if (at >= before) continue;
      const from = payers[at & mask] as number;
      if (from === payee) return false;
      if (busy[from] !== 0 || from === payer) continue;
      if (marks[from] === search && (reachedBy[from] as number) >= at) continue;
      marks[from] = search;
      reachedBy[from] = at;
      reached[end++] = from;
    }
  }
  return true;
}

/** @param node that the first payment leads to */
function pathFrom(window: NovelWindow, first: number, node: number, end: number): NovelEdge[] {
  const { mask, payees, reachedBy } = window.links;
  const path = [window.edgeAt(first)];
  for (let at = node; at !== end; ) {
    const ordinal = reachedBy[at] as number;
    path.push(window.edgeAt(ordinal));
    at = payees[ordinal & mask] as number;
  }
  return path;
}
