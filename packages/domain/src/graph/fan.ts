import { z } from "zod";
import type { Address } from "../address.ts";
import type { Layer, NovelEdge } from "./novel-edge.ts";
import { FAN_WINDOW_S, type NovelWindow } from "./novel-window.ts";
import {
  type Burst,
  newcomerMost,
  newcomerSurprise,
  paceSurprise,
  shareMost,
  shareSurprise,
  TIMING_CREDIT,
} from "./own-habit.ts";
import { EDGES_OF_ADDRESS_MAX, IS_PAYEE_NEW, IS_PAYER_NEW, IS_STRANGER } from "./pair-links.ts";
import { type Sighting, SURPRISE_MIN, type Surroundings } from "./sighting.ts";

const DAY_S = 86_400;

export const fanParams = z.strictObject({
  counterpartiesMin: z.int().min(2).max(48).default(3).describe("new counterparties that are a fan at least [E]"),
});

/** Numbers of latest counterparties that are compared, of one search at a time: with whom each begins, and how many are newcomers. */
const firsts = new Float64Array(EDGES_OF_ADDRESS_MAX);
const counts = new Uint8Array(EDGES_OF_ADDRESS_MAX);
const newcomersOf = new Uint8Array(EDGES_OF_ADDRESS_MAX);

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
  let [points, newcomers, count, next] = [0, 0, 0, counterpartiesMin];
  let at = edge.ordinal;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--) {
    const [ordinal, flag] = [at, flags[at & mask] as number];
    at = earlier[at & mask] as number;
    if ((flag & layerFlag) !== layerFlag) continue;
    if ((flag & newcomerFlag) !== 0) newcomers++;
    if (++count < next) continue;
    next = nextCount(count);
    firsts[points] = ordinal;
    counts[points] = count;
    newcomersOf[points++] = newcomers;
  }
  let best: { surprise: number; count: number } | undefined;
  // The largest first: it is mostly the strongest, and the others then need no more than a bound. Of equals the smallest stays.
  while (--points >= 0) {
    const burst = {
      direction,
      first: window.edgeAt(firsts[points] as number),
      last: edge,
      count: counts[points] as number,
    };
    const found = newcomersOf[points] as number;
    const least = best?.surprise ?? SURPRISE_MIN;
    const most = shareMost(rates, burst, layer) + newcomerMost(rates, direction, found, burst.count);
    if (most < least) continue;
    const habit = shareSurprise(rates, burst, layer) + newcomerSurprise(rates, direction, found, burst.count);
    if (habit < least) continue;
    const surprise = Math.min(paceSurprise(burst, layer) + TIMING_CREDIT, habit);
    if (surprise >= least) best = { surprise, count: burst.count };
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
