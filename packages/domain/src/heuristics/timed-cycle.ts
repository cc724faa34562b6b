import { z } from "zod";
import { type NovelEdge, sumOfWeights } from "../graph/novel-edge.ts";
import {
  EDGES_OF_ADDRESS_MAX,
  type NovelWindow,
  SEARCH_EDGES_MAX,
  SEARCH_NODES_MAX,
  SHAPE_WINDOW_S,
  type WindowNode,
} from "../graph/novel-window.ts";
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
    const found = findPath(window, edge, edge.time - SHAPE_WINDOW_S);
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

/** From the payer back in time, each time by the latest payments, until one was made by the payee. */
function findPath(window: NovelWindow, closing: NovelEdge, since: number): Found | undefined {
  const payee = window.allOf(closing.to);
  const payer = window.nodeOf(closing.from);
  if (cannotLeadOn(window, payee, payer, since)) return undefined;
  const search = window.beginSearch();
  let front: WindowNode[] = [payer];
  let [looked, searched] = [0, 0];
  for (let hop = 1; hop < HOPS_MAX && front.length > 0; hop++) {
    const next: WindowNode[] = [];
    for (const node of front) {
      if (++looked > SEARCH_NODES_MAX) return undefined;
      if (node.isBusy) continue;
      const before = node === payer ? closing.ordinal : (node.reachedBy as NovelEdge).ordinal;
      const { ins, payers } = node;
      for (let i = ins.length - 1; i >= 0; i--) {
        const edge = ins[i] as NovelEdge;
        if (edge.time < since) break;
        if (edge.ordinal >= before) continue;
        if (++searched > SEARCH_EDGES_MAX) return undefined;
        const from = payers[i] as WindowNode;
        if (from === payee) return { path: pathFrom(window, edge, node, payer), searched };
        if (from === payer || from.search === search) continue;
        from.search = search;
        from.reachedBy = edge;
        next.push(from);
      }
    }
    front = next;
  }
  return undefined;
}

/**
 * That no path leads from the payee to the payer is mostly told by few payments: those of the payee that are later ones' beginning.
 * May say no where it is so.
 */
function cannotLeadOn(window: NovelWindow, payee: WindowNode, payer: WindowNode, since: number): boolean {
  const begun = payee.outs.at(-1);
  // Nearly always: who is paid has paid nobody new, and nothing can lead back.
  if (begun === undefined || begun.time < since) return true;
  const search = window.beginSearch();
  const found = [payee];
  let searched = 0;
  for (let node = found.pop(); node !== undefined; node = found.pop()) {
    const { outs, payees } = node;
    if (outs.length === EDGES_OF_ADDRESS_MAX) return false;
    const after = node === payee ? -1 : (node.reachedBy as NovelEdge).ordinal;
    for (let i = outs.length - 1; i >= 0; i--) {
      const edge = outs[i] as NovelEdge;
      if (edge.ordinal <= after || edge.time < since) break;
      if (++searched > ONWARD_EDGES_MAX) return false;
      const to = payees[i] as WindowNode;
      if (to === payer) return false;
      if (to.isBusy || to === payee) continue;
      if (to.search === search && (to.reachedBy as NovelEdge).ordinal <= edge.ordinal) continue;
      to.search = search;
      to.reachedBy = edge;
      found.push(to);
    }
  }
  return true;
}

/** @param node that the first payment leads to */
function pathFrom(window: NovelWindow, first: NovelEdge, node: WindowNode, end: WindowNode): NovelEdge[] {
  const path = [first];
  for (let at = node; at !== end; ) {
    const edge = at.reachedBy as NovelEdge;
    path.push(edge);
    at = window.nodeOf(edge.to);
  }
  return path;
}
