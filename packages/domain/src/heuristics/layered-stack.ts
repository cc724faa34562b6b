import { z } from "zod";
import type { Address } from "../address.ts";
import type { NovelEdge } from "../graph/novel-edge.ts";
import { type NovelWindow, SEARCH_EDGES_MAX, SHAPE_WINDOW_S } from "../graph/novel-window.ts";
import { EDGES_OF_ADDRESS_MAX, IS_STRANGER, type PairLinks } from "../graph/pair-links.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { binomialSurprise } from "../graph/surprise.ts";
import { takeOrMake } from "../graph/take-or-make.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { layeredStackExamples } from "./layered-stack.examples.ts";

const paramsSchema = z.strictObject({
  sharedMin: z
    .int()
    .min(2)
    .max(24)
    .default(2)
    .describe("payers, and payees, that two of the middle layer share at least [E]"),
  conservedPercentMin: z
    .int()
    .min(1)
    .max(100)
    .default(80)
    .describe("percent of what the middle was paid that it paid on at least [E]"),
  conservedPercentMax: z.int().min(100).max(200).default(105).describe("and at most [E]"),
  openingPaymentsMin: z
    .int()
    .min(8)
    .max(60)
    .default(12)
    .describe("payments of a stack that opens a group: neighbours make one of eight now and then [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** What all others of the middle layer together are looked at by. Ours [E]. */
const OTHERS_EDGES_MAX = 4 * SEARCH_EDGES_MAX;
/** One of the middle layer whose sharing is no more unusual than this, in decades, is left out. Ours [E]. */
const TERM_MIN = 1;

/** What one of the middle layer was paid by the first and paid to the last. */
interface Between {
  ins: ReadonlyMap<Address, NovelEdge>;
  outs: ReadonlyMap<Address, NovelEdge>;
}

/** What a search has looked at so far. */
interface Looked {
  edges: number;
}

/**
 * Several pay several who pay several others, and about as much leaves the middle as came into it. Strangers alone: where
 * neighbours pay the same neighbours, layers are everywhere.
 */
export const layeredStack = defineGraphHeuristic<Params>({
  id: "layered-stack",
  version: 1,
  title: "Through layers of several addresses",
  summary:
    "Fires on the payment with which several addresses that the same others had paid have paid the same further ones about as " +
    "much, strangers all and within 25 days. Wholesalers of one region look so to their suppliers and shops.",
  sources: [
    "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, 2023: stack among its patterns [P]",
    "Counts, shares, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["stranger"],
  find(edge, { window }, _layer, params) {
    const since = edge.time - SHAPE_WINDOW_S;
    // Nearly always: too few have paid it, it has paid too few, or nobody else has paid whom it pays.
    const { inCounts, outCounts } = window.links;
    const middle = window.links.payerOf(edge);
    if ((inCounts[middle] as number) < params.sharedMin || (outCounts[middle] as number) < params.sharedMin)
      return undefined;
    if ((inCounts[window.links.payeeOf(edge)] as number) < 2) return undefined;
    if (!mayStack(window, edge, params.sharedMin)) return undefined;
    const looked: Looked = { edges: 0 };
    const own = betweenOf(window, edge.from, since, looked);
    if (own.ins.size < params.sharedMin || own.outs.size < params.sharedMin) return undefined;
    const edges = new Set<NovelEdge>();
    const [payersSeen, payeesSeen] = [new Set<Address>(), new Set<Address>()];
    const others = coPayers(window, edge, since);
    let surprise = -Math.log10(Math.max(1, others.size));
    let count = 0;
    for (const other of others) {
      const all = { ins: window.quietInsOf(other), outs: window.quietOutsOf(other) };
      if (all.ins.length < params.sharedMin || all.outs.length < params.sharedMin) {
        looked.edges += all.ins.length + all.outs.length;
        continue;
      }
      const theirs = betweenOf(window, other, since, looked);
      const [payers, payees] = [shared(own.ins, theirs.ins), shared(own.outs, theirs.outs)];
      if (looked.edges > OTHERS_EDGES_MAX) return undefined;
      if (payers.length < params.sharedMin || payees.length < params.sharedMin) continue;
      const term =
        binomialSurprise(payers.length, own.ins.size, shareOf(window, theirs.ins.size, payers, since, "outs", looked)) +
        binomialSurprise(payees.length, own.outs.size, shareOf(window, theirs.outs.size, payees, since, "ins", looked));
      if (term <= TERM_MIN) continue;
      surprise += term;
      count++;
      for (const payer of payers) {
        payersSeen.add(payer);
        edges.add(own.ins.get(payer) as NovelEdge).add(theirs.ins.get(payer) as NovelEdge);
      }
      for (const payee of payees) {
        payeesSeen.add(payee);
        edges.add(own.outs.get(payee) as NovelEdge).add(theirs.outs.get(payee) as NovelEdge);
      }
    }
    if (count === 0 || looked.edges > OTHERS_EDGES_MAX || !isConserved(edges, payeesSeen, params)) return undefined;
    const text =
      `${payersSeen.size} addresses paid it and ${count} others, and these paid ${payeesSeen.size} further ones about as much, ` +
      "strangers all";
    return { anchor: edge.from, surprise, edges: [...edges], opens: edges.size >= params.openingPaymentsMin, text };
  },
  examples: layeredStackExamples,
});

/**
 * Whether anybody who paid the same may share as many payers and payees: nearly always nobody does, and marks tell so sooner
 * than maps of what everybody paid. May say that somebody does where nobody does.
 */
function mayStack(window: NovelWindow, { ordinal }: NovelEdge, sharedMin: number): boolean {
  const { links } = window;
  const { mask, payers, payees, flags, lastIns, lastOuts, earlierIns, earlierOuts, busy } = links;
  const own = payers[ordinal & mask] as number;
  const since = window.oldestWithin(SHAPE_WINDOW_S);
  const [insBy, outsTo] = [
    { last: lastIns, earlier: earlierIns, others: payers, since },
    { last: lastOuts, earlier: earlierOuts, others: payees, since },
  ];
  const paysOwn = links.beginSearch();
  if (markWithin(links, own, insBy, paysOwn) < sharedMin) return false;
  // Who paid it is no payee of a stack, and keeps its mark.
  const paidByOwn = links.beginSearch();
  if (markWithin(links, own, outsTo, paidByOwn, paysOwn) < sharedMin) return false;
  let at = lastIns[payees[ordinal & mask] as number] as number;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--, at = earlierIns[at & mask] as number) {
    const other = payers[at & mask] as number;
    if (other === own || busy[other] !== 0 || ((flags[at & mask] as number) & IS_STRANGER) === 0) continue;
    if (countMarked(links, other, outsTo, paidByOwn) < sharedMin) continue;
    if (countMarked(links, other, insBy, paysOwn) >= sharedMin) return true;
  }
  return false;
}

/** One direction of everybody's payments, from the oldest that counts on. */
interface Side {
  last: Float64Array;
  earlier: Float64Array;
  others: Int32Array;
  since: number;
}

/** Marks strangers at the other end, each once, but for whom another mark is kept. @returns how many */
function markWithin(
  { mask, flags, marks }: PairLinks,
  node: number,
  { last, earlier, others, since }: Side,
  mark: number,
  kept?: number,
): number {
  let count = 0;
  let at = last[node] as number;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--, at = earlier[at & mask] as number) {
    const other = others[at & mask] as number;
    if (((flags[at & mask] as number) & IS_STRANGER) === 0 || marks[other] === mark || marks[other] === kept) continue;
    marks[other] = mark;
    count++;
  }
  return count;
}

function countMarked(
  { mask, flags, marks }: PairLinks,
  node: number,
  { last, earlier, others, since }: Side,
  mark: number,
): number {
  let count = 0;
  let at = last[node] as number;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--, at = earlier[at & mask] as number) {
    if (marks[others[at & mask] as number] === mark && ((flags[at & mask] as number) & IS_STRANGER) !== 0) count++;
  }
  return count;
}

/** The first payment of each who paid it, and those that it made to others after the first of these. */
function betweenOf(window: NovelWindow, address: Address, since: number, looked: Looked): Between {
  const ins = new Map<Address, NovelEdge>();
  const outs = new Map<Address, NovelEdge>();
  const all = { ins: window.quietInsOf(address), outs: window.quietOutsOf(address) };
  looked.edges += all.ins.length + all.outs.length;
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
  for (const edge of window.quietInsOf(to)) if (isWithin(edge, since) && edge.from !== from) others.add(edge.from);
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
  looked: Looked,
): number {
  let count = degree;
  for (const address of addresses) {
    const edges = side === "ins" ? window.quietInsOf(address) : window.quietOutsOf(address);
    looked.edges += edges.length;
    for (const edge of edges) if (isWithin(edge, since)) count++;
  }
  return Math.min(0.9, count / window.countOf("stranger"));
}

/** @param edges those into the middle layer and those out of it */
function isConserved(edges: Iterable<NovelEdge>, payees: ReadonlySet<Address>, params: Params): boolean {
  let [paidIn, paidOn] = [0, 0];
  for (const { to, worth } of edges) {
    if (worth === undefined) return false;
    if (payees.has(to)) paidOn += worth;
    else paidIn += worth;
  }
  return 100 * paidOn >= params.conservedPercentMin * paidIn && 100 * paidOn <= params.conservedPercentMax * paidIn;
}
