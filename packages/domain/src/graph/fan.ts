import { z } from "zod";
import type { Address } from "../address.ts";
import type { Layer, NovelEdge } from "./novel-edge.ts";
import { FAN_WINDOW_S, type NovelWindow } from "./novel-window.ts";
import { type Burst, newcomerSurprise, paceSurprise, shareSurprise, TIMING_CREDIT } from "./own-habit.ts";
import { EDGES_OF_ADDRESS_MAX, IS_PAYEE_NEW, IS_PAYER_NEW, IS_STRANGER } from "./pair-links.ts";
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
  const { mask, flags, payers, payees, inCounts, outCounts, earlierIns, earlierOuts } = window.links;
  const isIn = direction === "in";
  const node = (isIn ? payees : payers)[edge.ordinal & mask] as number;
  if (((isIn ? inCounts : outCounts)[node] as number) < counterpartiesMin) return undefined;
  const earlier = isIn ? earlierIns : earlierOuts;
  const newcomerFlag = isIn ? IS_PAYER_NEW : IS_PAYEE_NEW;
  const layerFlag = layer === "novel" ? 0 : IS_STRANGER;
  const since = window.oldestWithin(FAN_WINDOW_S);
  let best: { surprise: number; count: number } | undefined;
  let [newcomers, count, next] = [0, 0, counterpartiesMin];
  let at = edge.ordinal;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--) {
    const [ordinal, flag] = [at, flags[at & mask] as number];
    at = earlier[at & mask] as number;
    if ((flag & layerFlag) !== layerFlag) continue;
    if ((flag & newcomerFlag) !== 0) newcomers++;
    if (++count < next) continue;
    next = nextCount(count);
    const burst = { direction, first: window.edgeAt(ordinal), last: edge, count };
    const pace = paceSurprise(burst, layer) + TIMING_CREDIT;
    if (best !== undefined && pace <= best.surprise) continue;
    const share = shareSurprise(rates, burst, layer);
    const surprise = Math.min(pace, share + newcomerSurprise(rates, direction, newcomers, count));
    if (best === undefined || surprise > best.surprise) best = { surprise, count };
  }
  if (best === undefined) return undefined;
  return new Fan(isIn ? edge.to : edge.from, best.surprise, direction, window, edge, layer, best.count);
}

/** Most are seen, counted and never told: their payments and words are put together only when asked for, while the window is as it is. */
class Fan implements Sighting {
  readonly anchor: Address;
  readonly surprise: number;
  readonly #direction: Burst["direction"];
  readonly #window: NovelWindow;
  readonly #last: NovelEdge;
  readonly #layer: Layer;
  readonly #count: number;

  constructor(
    anchor: Address,
    surprise: number,
    direction: Burst["direction"],
    window: NovelWindow,
    last: NovelEdge,
    layer: Layer,
    count: number,
  ) {
    this.anchor = anchor;
    this.surprise = surprise;
    this.#direction = direction;
    this.#window = window;
    this.#last = last;
    this.#layer = layer;
    this.#count = count;
  }

  get opens(): boolean {
    return this.#direction === "in";
  }

  get edges(): readonly NovelEdge[] {
    const since = this.#last.time - FAN_WINDOW_S;
    const latest =
      this.#direction === "in"
        ? this.#window.insOf(this.anchor, since, this.#layer)
        : this.#window.outsOf(this.anchor, since, this.#layer);
    return latest.slice(-this.#count);
  }

  get text(): string {
    const days = Math.ceil((this.#last.time - (this.edges[0] as NovelEdge).time) / DAY_S);
    const count = `${this.#count} addresses`;
    const within = `within ${days > 1 ? `${days} days` : "a day"} that had not done so before`;
    return this.#direction === "in" ? `it was paid by ${count} ${within}` : `it paid ${count} ${within}`;
  }
}

/** All small counts and, further up, every eighth part: the surprise changes slowly there. */
function nextCount(count: number): number {
  return count + Math.max(1, count >> 3);
}
