import type { Address } from "../../address.ts";
import type { NovelEdge } from "../novel-edge.ts";
import type { NovelWindow } from "../novel-window.ts";
import { newcomerSurprise } from "../own-habit.ts";
import type { Shape } from "../sighting.ts";
import { binomialSurprise } from "../surprise.ts";

/** Addresses that were funded alike and are tied together since. */
const LINKED_MIN = 3;
/** Within which all of it happens. */
const WINDOW_S = 30 * 86_400;
/** Whoever is first paid so soon after everything began may well have been paid before. Ours [E]. */
const KNOWN_AFTER_S = 14 * 86_400;

/**
 * One address was the first to pay several, and these then pay one other, or one among them. What they pay their fees with is
 * not seen, as no token moves; nor is a funder that a list names as a service.
 */
export const linkedGroup: Shape = {
  id: "linked-group",
  title: "Funded by one, paying one",
  layers: ["novel"],
  find(edge, { window, rates, start }) {
    const since = Math.max(edge.time - WINDOW_S, start + KNOWN_AFTER_S);
    const funding = findFunding(window, edge.from, since);
    if (funding === undefined || funding.ordinal > edge.ordinal || funding.from === edge.to) return undefined;
    const funded = fundedBy(window, funding.from, since);
    const own = [...funded.values()];
    const edges = new Set<NovelEdge>();
    let linked = funded.has(edge.to) ? 1 : 0;
    let payments = 0;
    for (const [address, first] of funded) {
      const outs = window.allOf(address).outs.filter(({ time, ordinal }) => time >= since && ordinal > first.ordinal);
      payments += outs.length;
      const tie = outs.find(({ to }) => to === edge.to);
      if (tie === undefined) continue;
      linked++;
      edges.add(first).add(tie);
    }
    if (linked < LINKED_MIN) return undefined;
    const toFunded = funded.get(edge.to);
    if (toFunded !== undefined) edges.add(toFunded);
    const payers = window.insOf(edge.to, since).length;
    const chance = binomialSurprise(edges.size >> 1, payments, Math.min(0.9, payers / window.countOf("novel")));
    const surprise = chance + newcomerSurprise(rates, { direction: "out", edges: own });
    const text = `it was the first to pay ${linked} addresses that then paid ${toFunded ? "one of them" : "the same other"}`;
    const ordered = [...edges].sort((a, b) => a.ordinal - b.ordinal);
    return { anchor: funding.from, surprise, edges: ordered, opens: true, text };
  },
};

/** The first payment that an address ever got, if it is as late as this. */
function findFunding(window: NovelWindow, address: Address, since: number): NovelEdge | undefined {
  const first = window.allOf(address).ins[0];
  return first !== undefined && isFunding(first, since) ? first : undefined;
}

function isFunding({ recipient, time }: NovelEdge, since: number): boolean {
  return recipient.total === 0 && time >= since;
}

/** Whom it was the first to pay, each with that payment, in their order. */
function fundedBy(window: NovelWindow, funder: Address, since: number): Map<Address, NovelEdge> {
  const funded = new Map<Address, NovelEdge>();
  for (const edge of window.allOf(funder).outs) if (isFunding(edge, since)) funded.set(edge.to, edge);
  return funded;
}
