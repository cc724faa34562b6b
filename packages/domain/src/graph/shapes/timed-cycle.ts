import type { Address } from "../../address.ts";
import { type NovelEdge, sumOfWeights } from "../novel-edge.ts";
import { type NovelWindow, SEARCH_NODES_MAX, SHAPE_WINDOW_S } from "../novel-window.ts";
import type { Shape } from "../sighting.ts";

const HOPS_MAX = 12;
const LENGTH_MIN = 4;
const OPENING_LENGTH_MIN = 5;
/** Decades for each payment beyond three, and the weight of how unusual they are. Ours [E]. */
const PER_PAYMENT = 0.8;
const WEIGHT = 0.3;

/** Payments one after the other that lead back to where they began. */
export const timedCycle: Shape = {
  id: "timed-cycle",
  title: "Back where it began",
  layers: ["novel"],
  find(edge, { window }) {
    const found = findPath(window, edge, edge.time - SHAPE_WINDOW_S);
    if (found === undefined || found.path.length + 1 < LENGTH_MIN) return undefined;
    const edges = [...found.path, edge];
    const length = edges.length;
    const shareSearched = Math.min(1, Math.max(1, found.searched) / window.countOf("novel"));
    const surprise = PER_PAYMENT * (length - 3) + WEIGHT * (sumOfWeights(edges, "novel") - Math.log10(shareSearched));
    const text = `${length} payments on new pairs, one after the other, lead back to it`;
    return { anchor: edge.from, surprise, edges, opens: length >= OPENING_LENGTH_MIN, text };
  },
};

interface Found {
  path: NovelEdge[];
  /** Payments looked at. */
  searched: number;
}

/** From the payer back in time, each time by the latest payments, until one was made by the payee. */
function findPath(window: NovelWindow, closing: NovelEdge, since: number): Found | undefined {
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
        searched++;
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
