import type { Address } from "../../address.ts";
import type { NovelEdge } from "../novel-edge.ts";
import { type NovelWindow, SHAPE_WINDOW_S } from "../novel-window.ts";
import type { Shape } from "../sighting.ts";
import { binomialSurprise } from "../surprise.ts";
import { takeOrMake } from "../take-or-make.ts";

/** Addresses of each of the three layers, and payers and payees that two of the middle one must share. */
const LAYER_MIN = 2;
const SHARED_MIN = 2;
/** What the middle layer passed on, against what it was paid. */
const CONSERVED_MIN = 0.8;
const CONSERVED_MAX = 1.05;
/** The smallest stack has eight payments: neighbours who pay each other make one now and then. More open a group. */
const OPENING_PAYMENTS_MIN = 12;
/** One of the middle layer whose sharing is no more unusual than this, in decades, is left out. */
const TERM_MIN = 1;

/** What one of the middle layer was paid by the first and paid to the last. */
interface Between {
  ins: ReadonlyMap<Address, NovelEdge>;
  outs: ReadonlyMap<Address, NovelEdge>;
}

/**
 * Several pay several who pay several others, and about as much leaves the middle as came into it. Strangers alone: where
 * neighbours pay the same neighbours, layers are everywhere.
 */
export const layeredStack: Shape = {
  id: "layered-stack",
  title: "Through layers of several addresses",
  layers: ["stranger"],
  find(edge, { window }) {
    const since = edge.time - SHAPE_WINDOW_S;
    const own = betweenOf(window, edge.from, since);
    if (own.ins.size < SHARED_MIN || own.outs.size < SHARED_MIN) return undefined;
    const edges = new Set<NovelEdge>();
    const sides = { payers: new Set<Address>(), payees: new Set<Address>() };
    const others = coPayers(window, edge, since);
    let surprise = -Math.log10(Math.max(1, others.size));
    let count = 1;
    for (const other of others) {
      const theirs = betweenOf(window, other, since);
      const payers = shared(own.ins, theirs.ins);
      const payees = shared(own.outs, theirs.outs);
      if (payers.length < SHARED_MIN || payees.length < SHARED_MIN) continue;
      const term =
        binomialSurprise(payers.length, own.ins.size, shareOf(window, theirs.ins.size, payers, since, "outs")) +
        binomialSurprise(payees.length, own.outs.size, shareOf(window, theirs.outs.size, payees, since, "ins"));
      if (term <= TERM_MIN) continue;
      surprise += term;
      count++;
      for (const payer of payers) {
        sides.payers.add(payer);
        edges.add(own.ins.get(payer) as NovelEdge).add(theirs.ins.get(payer) as NovelEdge);
      }
      for (const payee of payees) {
        sides.payees.add(payee);
        edges.add(own.outs.get(payee) as NovelEdge).add(theirs.outs.get(payee) as NovelEdge);
      }
    }
    if (count < LAYER_MIN || !isConserved(edges, sides)) return undefined;
    const text =
      `${sides.payers.size} addresses paid it and ${count - 1} others, and these paid ${sides.payees.size} further ones about as much, ` +
      "strangers all";
    return { anchor: edge.from, surprise, edges: [...edges], opens: edges.size >= OPENING_PAYMENTS_MIN, text };
  },
};

/** The first payment of each who paid it, and those that it made to others after the first of these. */
function betweenOf(window: NovelWindow, address: Address, since: number): Between {
  const ins = new Map<Address, NovelEdge>();
  const outs = new Map<Address, NovelEdge>();
  const all = window.allOf(address);
  for (const edge of all.ins) if (isWithin(edge, since)) takeOrMake(ins, edge.from, () => edge);
  const first = ins.values().next().value;
  for (const edge of all.outs) {
    if (first === undefined || edge.ordinal < first.ordinal || ins.has(edge.to)) continue;
    if (isWithin(edge, since)) takeOrMake(outs, edge.to, () => edge);
  }
  return { ins, outs };
}

function isWithin({ isStranger, time }: NovelEdge, since: number): boolean {
  return isStranger && time >= since;
}

/** Who else paid this payee, each once, in the order in which they did. */
function coPayers(window: NovelWindow, { from, to }: NovelEdge, since: number): Set<Address> {
  const others = new Set<Address>();
  for (const edge of window.allOf(to).ins) if (isWithin(edge, since) && edge.from !== from) others.add(edge.from);
  return others;
}

function shared(own: ReadonlyMap<Address, NovelEdge>, theirs: ReadonlyMap<Address, NovelEdge>): Address[] {
  return [...own.keys()].filter((address) => theirs.has(address));
}

/** Of all new pairs, those that would make one more shared: what whoever shares them has with others. */
function shareOf(
  window: NovelWindow,
  degree: number,
  addresses: readonly Address[],
  since: number,
  side: "ins" | "outs",
): number {
  let count = degree;
  for (const address of addresses) {
    for (const edge of window.allOf(address)[side]) if (isWithin(edge, since)) count++;
  }
  return Math.min(0.9, count / window.countOf("stranger"));
}

/** @param edges those into the middle layer and those out of it */
function isConserved(edges: Iterable<NovelEdge>, sides: { payees: ReadonlySet<Address> }): boolean {
  let [paidIn, paidOn] = [0, 0];
  for (const { to, worth } of edges) {
    if (worth === undefined) return false;
    if (sides.payees.has(to)) paidOn += worth;
    else paidIn += worth;
  }
  return paidOn >= CONSERVED_MIN * paidIn && paidOn <= CONSERVED_MAX * paidIn;
}
