import type { Address } from "../address.ts";
import type { GoingRates } from "./going-rates.ts";
import type { Layer, NovelEdge } from "./novel-edge.ts";
import type { NovelWindow } from "./novel-window.ts";

/** Sightings less surprising than this are not even counted, and need not be given. Ours [E]. */
export const SURPRISE_MIN = 0.5;

/** A shape that a new pair completes. */
export interface Sighting {
  /** Whom the shape is about: of one shape in a while only the strongest sighting of an address counts. */
  anchor: Address;
  /** How unlikely chance is to bring it, in decades, before it is held against what is usual on this chain. */
  surprise: number;
  /** Each once. */
  edges: readonly NovelEdge[];
  /** May open a group; what may not can still belong to one. */
  opens: boolean;
  /** What an analyst is told about the anchor: neutral, with the figures. */
  text: string;
}

export interface Surroundings {
  window: NovelWindow;
  rates: GoingRates;
  /** Unix seconds of the first payment: who was paid before that nobody knows. */
  start: number;
}

/** One way in which new pairs stand to each other. Pure: sees what is in the window, remembers nothing. */
export interface Shape<Params = unknown> {
  id: string;
  title: string;
  layers: readonly Layer[];
  /** @param edge the newest in the window, of this layer */
  find(edge: NovelEdge, surroundings: Surroundings, layer: Layer, params: Params): Sighting | undefined;
}
