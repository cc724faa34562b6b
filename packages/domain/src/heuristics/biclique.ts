import { z } from "zod";
import type { NovelEdge } from "../graph/novel-edge.ts";
import { type NovelWindow, SEARCH_EDGES_MAX } from "../graph/novel-window.ts";
import type { PairLinks } from "../graph/pair-links.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { mayShare } from "../graph/shared-payees.ts";
import { binomialSurprise } from "../graph/surprise.ts";
import { takeOrMake } from "../graph/take-or-make.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { bicliqueExamples } from "./biclique.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z.int().min(1).max(25).default(14).describe("days within which they pay [E]"),
  sharedMin: z.int().min(2).max(48).default(3).describe("payees that two of them share at least [E]"),
});

type Params = z.infer<typeof paramsSchema>;

const DAY_S = 86_400;
/** What all rivals together are looked at by; each alone is bounded as the search is. Ours [E]. */
const RIVALS_EDGES_MAX = 4 * SEARCH_EDGES_MAX;
/** A sender whose sharing is no more unusual than this, in decades, is left out. */
const TERM_MIN = 1;

/** Several addresses pay the same several others. */
export const biclique = defineGraphHeuristic<Params>({
  id: "biclique",
  version: 1,
  title: "Several pay the same several",
  summary:
    "Fires on the payment with which an address has paid three or more that another paid as well, each for the first time, where " +
    "so many in common are unusual for what both pay. Layers of accounts that pass money on look so; so do two employers of one staff.",
  sources: [
    "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, 2023: bipartite and stack among its patterns [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["novel"],
  find(edge, { window }, _layer, params) {
    const since = edge.time - params.windowDays * DAY_S;
    const countMin = params.sharedMin;
    const { links } = window;
    const payer = links.payerOf(edge);
    if ((links.outCounts[payer] as number) < countMin) return undefined;
    const paid = links.payeeOf(edge);
    const oldest = window.oldestWithin(params.windowDays * DAY_S);
    if (!mayShare(window, { paid, except: payer, of: payer, side: "outs", countMin, since: oldest })) return undefined;
    const outs = window.outsOf(edge.from, since);
    if (outs.length < countMin) return undefined;
    const rivals = window.insOf(edge.to, since).filter(({ from }) => from !== edge.from);
    if (rivals.length === 0) return undefined;
    let looked = 0;
    for (const out of outs) looked += links.keptIns(links.payeeOf(out));
    if (looked > SEARCH_EDGES_MAX) return undefined;
    const own = new Map(outs.map((out) => [links.payeeOf(out), out]));
    const { others, senders } = sendersTo(window, outs, rivals, oldest);
    const edges = new Set<NovelEdge>();
    let surprise = -Math.log10(Math.max(1, senders));
    let count = 0;
    for (const [other, shared] of others) {
      if (shared.size < countMin) continue;
      const payers = payersOfPayees(links, other, oldest);
      looked += payers;
      if (looked > RIVALS_EDGES_MAX) return undefined;
      const share = Math.min(0.9, payers / window.countOf("novel"));
      const term = binomialSurprise(shared.size, outs.length, share);
      if (term <= TERM_MIN) continue;
      count++;
      surprise += term;
      for (const [to, theirs] of shared) edges.add(theirs).add(own.get(to) as NovelEdge);
    }
    if (count === 0) return undefined;
    const text = `it and ${count} others paid the same addresses, all for the first time`;
    return { anchor: edge.from, surprise, edges: [...edges], opens: true, text };
  },
  examples: bicliqueExamples,
});

/** By rival, what it paid to the same payees; and how many others paid any of them. @param since ordinal of the oldest that counts */
function sendersTo(window: NovelWindow, outs: readonly NovelEdge[], rivals: readonly NovelEdge[], since: number) {
  const { links } = window;
  const { marks, mask, payers } = links;
  const isRival = links.beginSearch();
  for (const rival of rivals) marks[links.payerOf(rival)] = isRival;
  const isCounted = links.beginSearch();
  marks[links.payerOf(outs[0] as NovelEdge)] = isCounted;
  const others = new Map<number, Map<number, NovelEdge>>();
  let senders = 0;
  for (const out of outs) {
    const to = links.payeeOf(out);
    for (const ordinal of links.quietInsOf(to, since)) {
      const sender = payers[ordinal & mask] as number;
      if (marks[sender] === isRival) {
        takeOrMake(others, sender, () => new Map<number, NovelEdge>()).set(to, window.edgeAt(ordinal));
      } else if (marks[sender] !== isCounted) {
        marks[sender] = isCounted;
        senders++;
      }
    }
  }
  return { others, senders: senders + others.size };
}

function payersOfPayees(links: PairLinks, sender: number, since: number): number {
  let count = 0;
  for (const out of links.outsOf(sender, since)) {
    count += links.countQuietIns(links.payees[out & links.mask] as number, since);
  }
  return count;
}
