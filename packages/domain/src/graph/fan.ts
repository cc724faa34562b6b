import { z } from "zod";
import type { Address } from "../address.ts";
import { isInLayer, type Layer, type NovelEdge } from "./novel-edge.ts";
import { FAN_WINDOW_S } from "./novel-window.ts";
import { type Burst, isNewcomer, newcomerSurprise, paceSurprise, shareSurprise, TIMING_CREDIT } from "./own-habit.ts";
import type { Sighting, Surroundings } from "./sighting.ts";

const DAY_S = 86_400;

export const fanParams = z.strictObject({
  counterpartiesMin: z.int().min(2).max(48).default(3).describe("new counterparties that are a fan at least [E]"),
});

/** The most surprising number of latest new counterparties of one address in one direction. */
export function findFan(
  edge: NovelEdge,
  { window, rates }: Surroundings,
  direction: Burst["direction"],
  layer: Layer,
  { counterpartiesMin }: z.infer<typeof fanParams>,
): Sighting | undefined {
  const anchor = direction === "in" ? edge.to : edge.from;
  const node = window.allOf(anchor);
  const all = direction === "in" ? node.ins : node.outs;
  if (all.length < counterpartiesMin) return undefined;
  const edges = latestOf(all, edge.time - FAN_WINDOW_S, layer);
  const last = edges.at(-1) as NovelEdge;
  let best: { surprise: number; count: number } | undefined;
  let [newcomers, counted] = [0, 0];
  for (let count = counterpartiesMin; count <= edges.length; count = nextCount(count)) {
    for (; counted < count; counted++) {
      if (isNewcomer(edges[edges.length - 1 - counted] as NovelEdge, direction)) newcomers++;
    }
    const ends = { direction, first: edges[edges.length - count] as NovelEdge, last, count };
    const pace = paceSurprise(ends, layer) + TIMING_CREDIT;
    if (best !== undefined && pace <= best.surprise) continue;
    const share = shareSurprise(rates, ends, layer);
    const surprise = Math.min(pace, share + newcomerSurprise(rates, direction, newcomers, count));
    if (best === undefined || surprise > best.surprise) best = { surprise, count };
  }
  if (best === undefined) return undefined;
  return new Fan(anchor, best.surprise, direction, edges, best.count);
}

/** Most are seen, counted and never told: their payments and words are put together only when asked for, while the window is as it is. */
class Fan implements Sighting {
  readonly anchor: Address;
  readonly surprise: number;
  readonly #direction: Burst["direction"];
  readonly #latest: readonly NovelEdge[];
  readonly #count: number;

  constructor(
    anchor: Address,
    surprise: number,
    direction: Burst["direction"],
    latest: readonly NovelEdge[],
    count: number,
  ) {
    this.anchor = anchor;
    this.surprise = surprise;
    this.#direction = direction;
    this.#latest = latest;
    this.#count = count;
  }

  get opens(): boolean {
    return this.#direction === "in";
  }

  get edges(): readonly NovelEdge[] {
    return this.#latest.slice(-this.#count);
  }

  get text(): string {
    const [first, last] = [this.#latest.at(-this.#count) as NovelEdge, this.#latest.at(-1) as NovelEdge];
    const days = Math.ceil((last.time - first.time) / DAY_S);
    const count = `${this.#count} addresses`;
    const within = `within ${days > 1 ? `${days} days` : "a day"} that had not done so before`;
    return this.#direction === "in" ? `it was paid by ${count} ${within}` : `it paid ${count} ${within}`;
  }
}

/** Those of the layer from a time on, ascending. */
function latestOf(edges: readonly NovelEdge[], since: number, layer: Layer): readonly NovelEdge[] {
  const isAll = layer === "novel" && (edges[0] as NovelEdge).time >= since;
  return isAll ? edges : edges.filter((edge) => edge.time >= since && isInLayer(edge, layer));
}

/** All small counts and, further up, every eighth part: the surprise changes slowly there. */
function nextCount(count: number): number {
  return count + Math.max(1, count >> 3);
}
