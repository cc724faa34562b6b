import type { Armed, GraphHeuristic } from "../heuristic.ts";
import { CALIBRATION_S, Calibration } from "./calibration.ts";
import type { CalibrationChanges, CalibrationMemory } from "./calibration-journal.ts";
import { type Surroundings, surroundingsOf } from "./community.ts";
import { GoingRates } from "./going-rates.ts";
import type { GraphInputs } from "./graph-params.ts";
import { type GraphHead, GraphPages } from "./graph-state.ts";
import { isInLayer, type Layer, type NovelEdge } from "./novel-edge.ts";
import { NovelWindow } from "./novel-window.ts";
import { fingerprintOf, type PairMemory, type PairPayment, rememberPair } from "./pair-memory.ts";
import { GroupBook, type GroupOpening, type PaymentGroup, type RatedSighting } from "./payment-group.ts";
import { type Sighting, SURPRISE_MIN } from "./sighting.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
/** And none counts for more: what cannot be told from certainty would not be a number any more. */
const SURPRISE_MAX = 1_000;
const PERCENT = 100;

/** What a payment on a new pair gave. */
export interface Seen {
  /** Groups that it opened or added to, in the order of their sightings, the strongest first. */
  groups: ReadonlySet<PaymentGroup>;
  /** Rules that saw their shape while what is usual was not yet known: how rare it is cannot be said. */
  withheld: ReadonlyArray<Armed<GraphHeuristic>>;
  /** Rules that threw, each once: what they would have seen is unknown, the others went on. */
  failures: ReadonlyArray<{ rule: Armed<GraphHeuristic>; error: unknown }>;
}

/** A rule in one of its layers. */
interface Search {
  rule: Armed<GraphHeuristic>;
  layer: Layer;
  key: string;
}

/** What a search found, after calibration. */
interface Rated extends Pick<Search, "rule" | "layer"> {
  found: Sighting;
  rating: number;
}

/** All that is remembered of one chain besides its addresses, as it is stored. */
export interface GraphParts {
  head?: GraphHead;
  /** In ledger order, from the window's oldest on, and before it what shares a page with that. */
  edges: readonly NovelEdge[];
  /** By `calibrationKey`. */
  calibrations: ReadonlyMap<string, CalibrationMemory>;
  groups: readonly PaymentGroup[];
}

/** What has changed since it was last asked: to be stored. */
export interface GraphChanges {
  head: GraphHead;
  pages: ReadonlyMap<number, readonly NovelEdge[]>;
  pagesGone: readonly number[];
  calibrations: ReadonlyMap<string, CalibrationChanges>;
  groups: ReadonlySet<PaymentGroup>;
  groupsGone: readonly number[];
}

/**
 * Payments of one chain that are no known service's, in ledger order, looked through for shapes. Deterministic: the same
 * payments give the same groups, and the same state, wherever it was stored and read again.
 */
export class GraphWatch {
  readonly #rates: GoingRates;
  readonly #window: NovelWindow;
  readonly #calibrations: Map<string, Calibration>;
  readonly #groups: GroupBook;
  readonly #pages: GraphPages;
  /** Of calibrations that were asked since changes were last taken. */
  #changed = new Set<string>();
  /** Payments of each of the last days, oldest first, and of all of these. */
  #days: Array<[day: number, count: number]>;
  #lately: number;
  #total: number;
  #start: number | undefined;
  #nextOrdinal: number;
  #digest: number;
  #searches: { rules: GraphInputs["rules"]; each: readonly Search[] } | undefined;

  constructor({ head, edges, calibrations, groups }: GraphParts = NOTHING) {
    this.#rates = head === undefined ? new GoingRates() : GoingRates.from(head.rates);
    this.#window = new NovelWindow(head?.dailies);
    const held = edges.filter(({ ordinal }) => ordinal >= (head?.firstOrdinal ?? 0));
    for (const edge of held) this.#window.add(edge, UNBOUNDED);
    this.#calibrations = new Map([...calibrations].map(([key, memory]) => [key, new Calibration(memory)]));
    this.#groups = new GroupBook(groups, head?.groups);
    this.#pages = new GraphPages(edges);
    this.#days = head?.days.map(([day, count]) => [day, count]) ?? [];
    this.#lately = this.#days.reduce((sum, [, count]) => sum + count, 0);
    this.#total = head?.total ?? 0;
    this.#start = head?.start;
    this.#nextOrdinal = head?.nextOrdinal ?? 0;
    this.#digest = head?.digest ?? 0;
  }

  /** @returns what the payment gave; undefined where its pair had paid before */
  observe(
    inputs: GraphInputs,
    sender: PairMemory,
    recipient: PairMemory,
    payment: PairPayment,
    opening: GroupOpening,
  ): Seen | undefined {
    const { time, worth } = payment;
    this.#start ??= time;
    this.#countPayment(time);
    const edge = rememberPair(this.#rates, sender, recipient, payment, this.#nextOrdinal);
    if (edge !== undefined) this.#nextOrdinal++;
    const seen = edge && this.#look(inputs, edge, opening);
    if (worth !== undefined) this.#rates.countWorth(worth);
    return seen;
  }

  /** Whom a group's payments stand beside: by the window as it is, so right after `observe` gave the group. */
  surroundingsOf({ edges }: PaymentGroup, time: number): Surroundings {
    return surroundingsOf(edges.values(), this.#window, time);
  }

  get head(): GraphHead {
    return {
      ...(this.#start !== undefined && { start: this.#start }),
      total: this.#total,
      nextOrdinal: this.#nextOrdinal,
      firstOrdinal: this.#window.firstOrdinal ?? this.#nextOrdinal,
      digest: this.#digest,
      days: this.#days,
      dailies: [...this.#window.dailies],
      rates: this.#rates.state,
      groups: this.#groups.counters,
    };
  }

  takeChanges(): GraphChanges {
    const { changed, closed } = this.#groups.takeChanges();
    const calibrations = new Map([...this.#changed].map((key) => [key, this.#calibrationOf(key).takeChanges()]));
    this.#changed = new Set();
    const head = this.head;
    const groupsGone = [...closed].map(({ number }) => number);
    return { head, ...this.#pages.takeChanges(head.firstOrdinal), calibrations, groups: changed, groupsGone };
  }

  #look(inputs: GraphInputs, edge: NovelEdge, opening: GroupOpening): Seen {
    const { params } = inputs;
    this.#window.add(edge, { windowS: params.windowDays * DAY_S, pairsMax: params.pairsMax });
    this.#pages.add(edge);
    this.#digest = withEdge(this.#digest, edge);
    const failures: Array<Seen["failures"][number]> = [];
    const isBusy = this.#window.isBusy(edge.from) || this.#window.isBusy(edge.to);
    const rated = isBusy ? [] : this.#rate(inputs, edge, failures);
    const thresholds = {
      opening: params.openingHundredths / PERCENT,
      joining: params.joiningHundredths / PERCENT,
    };
    if (edge.time < (this.#start ?? edge.time) + params.warmUpDays * DAY_S) {
      return { groups: NO_GROUPS, withheld: rated.map(({ rule }) => rule), failures };
    }
    const groups = new Set<PaymentGroup>();
    for (const one of rated) {
      if (one.rating < thresholds.joining) break;
      const put = this.#groups.add(sightingOf(one), { ordinal: edge.ordinal, time: edge.time, opening }, thresholds);
      if (put !== undefined) groups.add(put.group);
    }
    return { groups, withheld: [], failures };
  }

  /** The strongest first. */
  #rate(inputs: GraphInputs, edge: NovelEdge, failures: Array<Seen["failures"][number]>): Rated[] {
    const surroundings = { window: this.#window, rates: this.#rates, start: this.#start ?? edge.time };
    const payments = { lately: this.#lately, total: this.#total };
    const rated: Rated[] = [];
    for (const search of this.#searchesOf(inputs)) {
      const { rule, layer, key } = search;
      if (!isInLayer(edge, layer)) continue;
      let found: Sighting | undefined;
      try {
        found = rule.heuristic.find(edge, surroundings, layer, rule.params);
      } catch (error) {
        if (failures.at(-1)?.rule !== rule) failures.push({ rule, error });
        continue;
      }
      if (found === undefined || !(found.surprise >= SURPRISE_MIN)) continue;
      this.#changed.add(key);
      const surprise = Math.min(found.surprise, SURPRISE_MAX);
      const rating = this.#calibrationOf(key).rate(found.anchor, surprise, edge.time, payments);
      rated.push({ rule, layer, found, rating });
    }
    return rated.length < 2 ? rated : rated.sort((a, b) => b.rating - a.rating);
  }

  /** The rules' layers one by one. Rules are the same from one payment to the next: that is put together once. */
  #searchesOf({ rules }: GraphInputs): readonly Search[] {
    if (this.#searches?.rules !== rules) {
      const each = rules.flatMap((rule) =>
        rule.heuristic.layers.map((layer) => ({ rule, layer, key: calibrationKey(rule.heuristic.id, layer) })),
      );
      this.#searches = { rules, each };
    }
    return this.#searches.each;
  }

  #calibrationOf(key: string): Calibration {
    return takeOrMake(this.#calibrations, key, () => new Calibration());
  }

  #countPayment(time: number): void {
    this.#total++;
    this.#lately++;
    const day = Math.floor(time / DAY_S);
    const last = this.#days.at(-1);
    if (last?.[0] === day) {
      last[1]++;
      return;
    }
    this.#days.push([day, 1]);
    for (let first = this.#days[0]; first !== undefined && first[0] <= day - CALIBRATION_DAYS; first = this.#days[0]) {
      this.#days.shift();
      this.#lately -= first[1];
    }
  }
}

const CALIBRATION_DAYS = CALIBRATION_S / DAY_S;
const NOTHING: GraphParts = { edges: [], calibrations: new Map(), groups: [] };
const NO_GROUPS: ReadonlySet<PaymentGroup> = new Set();
/** What was held when it was stored is held again. */
const UNBOUNDED = { windowS: Number.POSITIVE_INFINITY, pairsMax: Number.POSITIVE_INFINITY };

/** Made of the few that may join a group alone: most are too common for any. */
function sightingOf({ rule, layer, found, rating }: Rated): RatedSighting {
  const { id: shape, version } = rule.heuristic;
  const { anchor, edges, opens, text } = found;
  return { shape, version, layer, anchor, rating, edges, opens, text };
}

function calibrationKey(shape: string, layer: Layer): string {
  return `${shape} ${layer}`;
}

/** Tells two states with other new pairs from each other, so that one which is held can be known for what is stored. */
function withEdge(digest: number, { from, to, blockNumber, logIndex, time }: NovelEdge): number {
  let mixed = Math.imul(digest ^ fingerprintOf(from), FNV_PRIME);
  mixed = Math.imul(mixed ^ fingerprintOf(to), FNV_PRIME);
  mixed = Math.imul(mixed ^ blockNumber, FNV_PRIME);
  mixed = Math.imul(mixed ^ logIndex, FNV_PRIME);
  return Math.imul(mixed ^ time, FNV_PRIME) >>> 0;
}

const FNV_PRIME = 0x01000193;
