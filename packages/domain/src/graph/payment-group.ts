import type { Address } from "../address.ts";
import type { Hash } from "../hex.ts";
import type { Layer, NovelEdge } from "./novel-edge.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
/** A group that nothing was added to for so long takes nothing more. Ours [E]. */
export const GROUP_OPEN_S = 30 * DAY_S;
/** Payments of one group: more than one review reads. Ours [E]. */
export const GROUP_EDGES_MAX = 60;
/** Groups that still take something: beyond, the one that nothing was added to for longest takes nothing more. Ours [E]. */
const OPEN_GROUPS_MAX = 2_000;
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
  /** The rule that saw it. */
  shape: string;
  version: number;
  layer: Layer;
  anchor: Address;
  edges: readonly NovelEdge[];
  opens: boolean;
  text: string;
  /** As `Calibration.rate`. */
  rating: number;
}

/** What a group keeps of one. */
export type GroupSighting = Pick<RatedSighting, "shape" | "version" | "layer" | "anchor" | "text" | "rating">;

/** Where a payment of a group stands in the ledger, and what its flow is made of. */
export type GroupEdge = Pick<NovelEdge, "blockNumber" | "logIndex" | "time" | "from" | "to" | "worth">;

/** The name of the payment with which a group began, wherever a reorg puts it. */
export interface GroupOpening {
  txHash: Hash;
  token: Address;
  txOrdinal: number;
}

/** Payments that several sightings show to belong together. */
export interface PaymentGroup {
  /** 0, 1, 2 … on this chain. */
  number: number;
  /** Of the sighting that opened it. */
  shape: string;
  version: number;
  subject: Address;
  opening: GroupOpening;
  openedAt: number;
  lastTime: number;
  /** Counts what was added to any group: which of two came later. */
  lastAdded: number;
  /** By ordinal. */
  edges: Map<number, GroupEdge>;
  /** The strongest of each shape. */
  sightings: Map<string, GroupSighting>;
}

/** Ranks groups: the strongest shape, and a part of the next two. */
export function rankOf({ sightings }: Pick<PaymentGroup, "sightings">): number {
  const [first = 0, second = 0, third = 0] = [...sightings.values()].map(({ rating }) => rating).sort((a, b) => b - a);
  return first + FURTHER_SHAPES_WEIGHT * (second + third);
}

export interface GroupThresholds {
  /** Ratings from which a sighting opens a group, and from which it joins one. */
  opening: number;
  joining: number;
}

/** The payment that a sighting came with. */
export interface SightedAt {
  ordinal: number;
  time: number;
  opening: GroupOpening;
}

export interface GroupCounters {
  opened: number;
  added: number;
}

/**
 * Puts sightings that share payments into one group, so that a scheme is reviewed once. By payments, never by addresses: those
 * would tie everything that a busy address does into one.
 */
export class GroupBook {
  readonly #groupsOf = new Map<number, Set<PaymentGroup>>();
  /** The one that something was last added to comes last. */
  readonly #open = new Set<PaymentGroup>();
  readonly #counters: GroupCounters;
  /** Since this was last asked for. */
  #changed = new Set<PaymentGroup>();
  #closed = new Set<PaymentGroup>();

  /** @param open in any order */
  constructor(open: readonly PaymentGroup[] = [], counters: GroupCounters = { opened: 0, added: 0 }) {
    this.#counters = { ...counters };
    for (const group of open.toSorted((a, b) => a.lastAdded - b.lastAdded)) {
      this.#open.add(group);
      for (const ordinal of group.edges.keys()) this.#groupsAt(ordinal).add(group);
    }
  }

  get counters(): Readonly<GroupCounters> {
    return this.#counters;
  }

  /** Open groups that were added to, and groups that take nothing more, since this was last asked. */
  takeChanges(): { changed: ReadonlySet<PaymentGroup>; closed: ReadonlySet<PaymentGroup> } {
    const changes = { changed: this.#changed, closed: this.#closed };
    [this.#changed, this.#closed] = [new Set(), new Set()];
    return changes;
  }

  /** @returns the group that it opened or joined */
  add(
    sighting: RatedSighting,
    at: SightedAt,
    { joining, opening }: GroupThresholds,
  ): { group: PaymentGroup; isNew: boolean } | undefined {
    if (sighting.rating < joining) return undefined;
    this.#closeBefore(at.time - GROUP_OPEN_S);
    const { group, shared } = this.#findGroup(sighting, opening);
    if (group !== undefined) {
      if (group.edges.size + sighting.edges.length - shared > GROUP_EDGES_MAX) return undefined;
      this.#put(group, sighting, at.time);
      return { group, isNew: false };
    }
    if (!sighting.opens || sighting.rating < opening || this.#hasOpened(sighting, at)) return undefined;
    const opened: PaymentGroup = {
      number: this.#counters.opened++,
      shape: sighting.shape,
      version: sighting.version,
      subject: sighting.anchor,
      opening: at.opening,
      openedAt: at.time,
      lastTime: at.time,
      lastAdded: 0,
      edges: new Map(),
      sightings: new Map(),
    };
    this.#put(opened, sighting, at.time);
    if (this.#open.size > OPEN_GROUPS_MAX) for (const oldest of this.#open.values().take(1)) this.#close(oldest);
    return { group: opened, isNew: true };
  }

  /** A payment opens one group of a rule and subject: that names its alert. */
  #hasOpened({ shape, anchor }: RatedSighting, { ordinal, opening }: SightedAt): boolean {
    return [...(this.#groupsOf.get(ordinal) ?? [])].some(
      (group) => group.shape === shape && group.subject === anchor && group.opening === opening,
    );
  }

  /** The one with which most is shared, and of several the oldest. */
  #findGroup(sighting: RatedSighting, opening: number): { group?: PaymentGroup; shared: number } {
    const counts = new Map<PaymentGroup, number>();
    for (const { ordinal } of sighting.edges) {
      for (const group of this.#groupsOf.get(ordinal) ?? []) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    let best: { group?: PaymentGroup; shared: number } = { shared: 0 };
    for (const [group, shared] of counts) {
      const isOlder = shared === best.shared && group.number < (best.group?.number ?? 0);
      if ((shared > best.shared || isOlder) && belongs(sighting, group, shared, opening)) best = { group, shared };
    }
    return best;
  }

  #put(group: PaymentGroup, sighting: RatedSighting, time: number): void {
    group.lastTime = time;
    group.lastAdded = ++this.#counters.added;
    this.#open.delete(group);
    this.#open.add(group);
    this.#changed.add(group);
    for (const { ordinal, blockNumber, logIndex, time: paidAt, from, to, worth } of sighting.edges.slice(
      -GROUP_EDGES_MAX,
    )) {
      if (group.edges.has(ordinal)) continue;
      group.edges.set(ordinal, { blockNumber, logIndex, time: paidAt, from, to, worth });
      this.#groupsAt(ordinal).add(group);
    }
    const known = group.sightings.get(sighting.shape);
    if (known !== undefined && sighting.rating <= known.rating) return;
    const { shape, version, layer, anchor, text, rating } = sighting;
    group.sightings.set(shape, { shape, version, layer, anchor, text, rating });
  }

  #groupsAt(ordinal: number): Set<PaymentGroup> {
    return takeOrMake(this.#groupsOf, ordinal, () => new Set<PaymentGroup>());
  }

  #closeBefore(since: number): void {
    for (const group of this.#open) {
      if (group.lastTime >= since) return;
      this.#close(group);
    }
  }

  #close(group: PaymentGroup): void {
    for (const ordinal of group.edges.keys()) {
      const groups = this.#groupsOf.get(ordinal);
      groups?.delete(group);
      if (groups?.size === 0) this.#groupsOf.delete(ordinal);
    }
    this.#open.delete(group);
    this.#changed.delete(group);
    this.#closed.add(group);
  }
}

function belongs({ edges, rating }: RatedSighting, group: PaymentGroup, shared: number, opening: number): boolean {
  if (shared * 2 >= edges.length) return true;
  if (shared < SHARED_MIN) return false;
  return rating >= opening || edges.length - shared <= BROUGHT_MAX * group.edges.size;
}
