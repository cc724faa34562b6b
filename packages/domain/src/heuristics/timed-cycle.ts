import { z } from "zod";
import type { Address } from "../address.ts";
import { type NovelEdge, sumOfWeights } from "../graph/novel-edge.ts";
import { type NovelWindow, SEARCH_EDGES_MAX, SEARCH_NODES_MAX, SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { timedCycleExamples } from "./timed-cycle.examples.ts";

const paramsSchema = z.strictObject({
  lengthMin: z.int().min(3).max(12).default(4).describe("payments of a ring at least [E]"),
  openingLengthMin: z.int().min(3).max(12).default(5).describe("payments of a ring that may open an alert [E]"),
});

type Params = z.infer<typeof paramsSchema>;

const HOPS_MAX = 12;

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
  // Nearly always: who is paid has paid nobody new, and nothing can lead back.
  const begun = window.allOf(closing.to).outs.at(-1);
  if (begun === undefined || begun.time < since) return undefined;
  const leadsTo = new Map<Address, NovelEdge>();
  let front: Address[] = [closing.from];
  let [looked, searched] = [0, 0];
  for (let hop = 1; hop < HOPS_MAX && front.length > 0; hop++) {
    const next: Address[] = [];
    for (const address of front) {
      if (++looked > SEARCH_NODES_MAX) return undefined;
      const before = leadsTo.get(address)?.ordinal ?? closing.ordinal;
      const { ins } = window.allOf(address);
      for (let i = ins.length - 1; i >= 0; i--) {
        const edge = ins[i] as NovelEdge;
        if (edge.time < since) break;
        if (edge.ordinal >= before) continue;
        if (++searched > SEARCH_EDGES_MAX) return undefined;
        if (edge.from === closing.to) return { path: pathFrom(edge, closing.from, leadsTo), searched };
        if (edge.from === closing.from || leadsTo.has(edge.from)) continue;
        leadsTo.set(edge.from, edge);
        next.push(edge.from);
      }
    }
    front = next;
  }
  return undefined;
}

function pathFrom(first: NovelEdge, end: Address, leadsTo: ReadonlyMap<Address, NovelEdge>): NovelEdge[] {
  const path: NovelEdge[] = [];
  for (let edge: NovelEdge | undefined = first; edge !== undefined; edge = leadsTo.get(edge.to)) {
    path.push(edge);
    if (edge.to === end) break;
  }
  return path;
}
