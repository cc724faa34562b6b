import { z } from "zod";
import type { Address } from "../address.ts";
import type { NovelEdge } from "../graph/novel-edge.ts";
import { type NovelWindow, SEARCH_EDGES_MAX } from "../graph/novel-window.ts";
import { countNewcomers, newcomerSurprise } from "../graph/own-habit.ts";
import { EDGES_OF_ADDRESS_MAX, IS_FIRST_PAID } from "../graph/pair-links.ts";
import { GROUP_OPEN_S } from "../graph/payment-group.ts";
import { binomialSurprise } from "../graph/surprise.ts";
import { defineGraphHeuristic } from "../heuristic.ts";
import { linkedGroupExamples } from "./linked-group.examples.ts";

const paramsSchema = z.strictObject({
  linkedMin: z
    .int()
    .min(2)
    .max(48)
    .default(3)
    .describe("addresses that were funded alike and are tied since, at least [E]"),
  windowDays: z.int().min(1).max(120).default(30).describe("days within which all of it happens [E]"),
  knownAfterDays: z
    .int()
    .min(0)
    .max(365)
    .default(14)
    .describe(
      "days from the first payment that was seen: whoever is first paid before may well have been paid earlier [E]",
    ),
});

type Params = z.infer<typeof paramsSchema>;

const DAY_S = 86_400;

/**
 * One address was the first to pay several, and these then pay one other, or one among them. What they pay their fees with is
 * not seen, as no token moves; nor is a funder that a list names as a service.
 */
export const linkedGroup = defineGraphHeuristic<Params>({
  id: "linked-group",
  version: 1,
  title: "Funded by one, paying one",
  summary:
    "Fires on the payment with which several addresses that one other was the first to pay, within a month, have paid the same " +
    "address or one among themselves. A firm that gives its staff wallets looks so; what fees are paid with is not seen.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: several addresses controlled by one person [P]",
    "Counts, windows and ratings: ours [E], measured in docs/detection.md",
  ],
  params: paramsSchema,
  stage: "graph",
  gapS: GROUP_OPEN_S,
  layers: ["novel"],
  find(edge, { window, rates, start }, _layer, params) {
    const since = Math.max(edge.time - params.windowDays * DAY_S, start + params.knownAfterDays * DAY_S);
    const funding = findFunding(window, edge, since, params.linkedMin - 1);
    if (funding === undefined || funding.ordinal > edge.ordinal || funding.from === edge.to) return undefined;
    const funded = fundedBy(window, funding.from, since);
    const edges = new Set<NovelEdge>();
    let linked = funded.has(edge.to) ? 1 : 0;
    let [payments, ties, looked] = [0, 0, 0];
    for (const [address, first] of funded) {
      const all = window.quietOutsOf(address);
      looked += all.length;
      if (looked > SEARCH_EDGES_MAX) return undefined;
      const outs = all.filter(({ time, ordinal }) => time >= since && ordinal > first.ordinal);
      payments += outs.length;
      const tie = outs.find(({ to }) => to === edge.to);
      if (tie === undefined) continue;
      linked++;
      ties++;
      edges.add(first).add(tie);
    }
    if (linked < params.linkedMin) return undefined;
    const toFunded = funded.get(edge.to);
    if (toFunded !== undefined) edges.add(toFunded);
    const payers = window.insOf(edge.to, since).length;
    const chance = binomialSurprise(ties, payments, Math.min(0.9, payers / window.countOf("novel")));
    const own = [...funded.values()];
    const surprise = chance + newcomerSurprise(rates, "out", countNewcomers(own, "out"), own.length);
    const text = `it was the first to pay ${linked} addresses that then paid ${toFunded ? "one of them" : "the same other"}`;
    const ordered = [...edges].sort((a, b) => a.ordinal - b.ordinal);
    return { anchor: funding.from, surprise, edges: ordered, opens: true, text };
  },
  examples: linkedGroupExamples,
});

/** The first payment that the payer ever got, if it is as late as this, and whoever made it the first to pay so many. */
function findFunding(window: NovelWindow, edge: NovelEdge, since: number, countMin: number): NovelEdge | undefined {
  const { links } = window;
  const { mask, flags, times, payers, lastIns, earlierIns, lastOuts, earlierOuts } = links;
  const payer = links.payerOf(edge);
  let at = lastIns[payer] as number;
  if (at < links.first) return undefined;
  for (let left = EDGES_OF_ADDRESS_MAX - 1; left > 0; left--) {
    const before = earlierIns[at & mask] as number;
    if (before < links.first) break;
    at = before;
  }
  if (((flags[at & mask] as number) & IS_FIRST_PAID) === 0 || (times[at & mask] as number) < since) return undefined;
  let out = lastOuts[payers[at & mask] as number] as number;
  let count = 0;
  for (
    let left = EDGES_OF_ADDRESS_MAX;
    left > 0 && out >= links.first;
    left--, out = earlierOuts[out & mask] as number
  ) {
    if ((times[out & mask] as number) < since) break;
    if (((flags[out & mask] as number) & IS_FIRST_PAID) !== 0 && ++count >= countMin) return window.edgeAt(at);
  }
  return undefined;
}

function isFunding({ recipient, time }: NovelEdge, since: number): boolean {
  return recipient.total === 0 && time >= since;
}

/** Whom it was the first to pay, each with that payment, in their order. */
function fundedBy(window: NovelWindow, funder: Address, since: number): Map<Address, NovelEdge> {
  const funded = new Map<Address, NovelEdge>();
  for (const edge of window.quietOutsOf(funder)) if (isFunding(edge, since)) funded.set(edge.to, edge);
  return funded;
}
