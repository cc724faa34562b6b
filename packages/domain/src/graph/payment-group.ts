import type { Address } from "../address.ts";
import type { Layer, NovelEdge } from "./novel-edge.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
/** A group that nothing was added to for so long takes nothing more. Ours [E]. */
const OPEN_S = 30 * DAY_S;
/** Payments of one group: more than one review reads. Ours [E]. */
export const GROUP_EDGES_MAX = 60;
/** Payments that a sighting must share with a group to belong to it, or half of its own. Ours [E]. */
const SHARED_MIN = 2;
/**
 * A sighting that is mostly of other payments, and too weak to open a group, brings at most this part of what the group has:
 * a busy address has a fan or a scattering at any time, and two payments of it in every scheme that it touches. Ours [E].
 */
const BROUGHT_MAX = 0.25;
/** What the second and third shape add to the strongest. Ours [E]. */
const FURTHER_SHAPES_WEIGHT = 0.3;

/** A sighting after calibration. */
export interface RatedSighting {
  shape: string;
  layer: Layer;
  anchor: Address;
  edges: readonly NovelEdge[];
  opens: boolean;
  text: string;
  /** As `Calibration.rate`. */
  rating: number;
}

/** Payments that several sightings show to belong together. */
export interface PaymentGroup {
  /** The anchor of the sighting that opened it. */
  subject: Address;
  openedAt: number;
  lastTime: number;
  /** By ordinal. */
  edges: Map<number, NovelEdge>;
  /** The strongest of each shape. */
  sightings: Map<string, RatedSighting>;
}

/** Ranks groups: the strongest shape, and a part of the next two. */
export function rankOf({ sightings }: PaymentGroup): number {
  const [first = 0, second = 0, third = 0] = [...sightings.values()].map(({ rating }) => rating).sort((a, b) => b - a);
  return first + FURTHER_SHAPES_WEIGHT * (second + third);
}

export interface GroupThresholds {
  /** Ratings from which a sighting opens a group, and from which it joins one. */
  opening: number;
  joining: number;
}

/**
 * Puts sightings that share payments into one group, so that a scheme is reviewed once. By payments, never by addresses: those
 * would tie everything that a busy address does into one.
 */
export class GroupBook {
  readonly #thresholds: GroupThresholds;
  readonly #groupsOf = new Map<number, Set<PaymentGroup>>();
  #open: PaymentGroup[] = [];

  constructor(thresholds: GroupThresholds) {
    this.#thresholds = thresholds;
  }

  /** @returns the group that it opened or joined */
  add(sighting: RatedSighting, time: number): { group: PaymentGroup; isNew: boolean } | undefined {
    if (sighting.rating < this.#thresholds.joining) return undefined;
    this.#close(time - OPEN_S);
    const { group, shared } = this.#findGroup(sighting);
    if (group !== undefined) {
      if (group.edges.size + sighting.edges.length - shared > GROUP_EDGES_MAX) return undefined;
      this.#put(group, sighting, time);
      return { group, isNew: false };
    }
    if (!sighting.opens || sighting.rating < this.#thresholds.opening) return undefined;
    const opened: PaymentGroup = {
      subject: sighting.anchor,
      openedAt: time,
      lastTime: time,
      edges: new Map(),
      sightings: new Map(),
    };
    this.#open.push(opened);
    this.#put(opened, sighting, time);
    return { group: opened, isNew: true };
  }

  #findGroup(sighting: RatedSighting): { group?: PaymentGroup; shared: number } {
    const counts = new Map<PaymentGroup, number>();
    for (const { ordinal } of sighting.edges) {
      for (const group of this.#groupsOf.get(ordinal) ?? []) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    let best: { group?: PaymentGroup; shared: number } = { shared: 0 };
    for (const [group, shared] of counts) {
      if (shared > best.shared && this.#belongs(sighting, group, shared)) best = { group, shared };
    }
    return best;
  }

  #belongs({ edges, rating }: RatedSighting, group: PaymentGroup, shared: number): boolean {
    if (shared * 2 >= edges.length) return true;
    if (shared < SHARED_MIN) return false;
    return rating >= this.#thresholds.opening || edges.length - shared <= BROUGHT_MAX * group.edges.size;
  }

  #put(group: PaymentGroup, sighting: RatedSighting, time: number): void {
    group.lastTime = time;
    for (const edge of sighting.edges.slice(-GROUP_EDGES_MAX)) {
      group.edges.set(edge.ordinal, edge);
      takeOrMake(this.#groupsOf, edge.ordinal, () => new Set<PaymentGroup>()).add(group);
    }
    const known = group.sightings.get(sighting.shape);
    if (known === undefined || sighting.rating > known.rating) group.sightings.set(sighting.shape, sighting);
  }

  #close(since: number): void {
    if (this.#open.every(({ lastTime }) => lastTime >= since)) return;
    for (const group of this.#open) {
      if (group.lastTime >= since) continue;
      for (const ordinal of group.edges.keys()) {
        const groups = this.#groupsOf.get(ordinal);
        groups?.delete(group);
        if (groups?.size === 0) this.#groupsOf.delete(ordinal);
      }
    }
    this.#open = this.#open.filter(({ lastTime }) => lastTime >= since);
  }
}
