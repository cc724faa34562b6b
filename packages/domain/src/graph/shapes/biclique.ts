import type { Address } from "../../address.ts";
import type { NovelEdge } from "../novel-edge.ts";
import type { NovelWindow } from "../novel-window.ts";
import type { Shape } from "../sighting.ts";
import { binomialSurprise } from "../surprise.ts";
import { takeOrMake } from "../take-or-make.ts";

const WINDOW_S = 14 * 86_400;
const SHARED_MIN = 3;
/** A sender whose sharing is no more unusual than this, in decades, is left out. */
const TERM_MIN = 1;

/** Several addresses pay the same several others. */
export const biclique: Shape = {
  id: "biclique",
  title: "Several pay the same several",
  layers: ["novel"],
  find(edge, { window }) {
    const since = edge.time - WINDOW_S;
    const outs = window.outsOf(edge.from, since);
    if (outs.length < SHARED_MIN) return undefined;
    const own = new Map(outs.map((out) => [out.to, out]));
    const others = sendersTo(window, outs, since);
    const edges = new Set<NovelEdge>();
    let surprise = -Math.log10(Math.max(1, others.size));
    let count = 0;
    for (const [other, shared] of others) {
      if (shared.size < SHARED_MIN || !shared.has(edge.to)) continue;
      const share = Math.min(0.9, payersOfPayees(window, other, since) / window.countOf("novel"));
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
};

function sendersTo(window: NovelWindow, outs: readonly NovelEdge[], since: number) {
  const others = new Map<Address, Map<Address, NovelEdge>>();
  for (const { from, to } of outs) {
    for (const theirs of window.allOf(to).ins) {
      if (theirs.time < since || theirs.from === from) continue;
      takeOrMake(others, theirs.from, () => new Map<Address, NovelEdge>()).set(to, theirs);
    }
  }
  return others;
}

function payersOfPayees(window: NovelWindow, sender: Address, since: number): number {
  let count = 0;
  for (const { to } of window.outsOf(sender, since)) {
    for (const { time } of window.allOf(to).ins) if (time >= since) count++;
  }
  return count;
}
