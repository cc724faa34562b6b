import type { Address } from "../address.ts";
import type { ExamplePairPayment, GraphExample, GraphHeuristic } from "../heuristic.ts";
import { Calibration } from "./calibration.ts";
import { GoingRates } from "./going-rates.ts";
import { graphParams } from "./graph-params.ts";
import { isInLayer, type Layer, type NovelEdge } from "./novel-edge.ts";
import { NovelWindow } from "./novel-window.ts";
import { emptyPairMemory, type PairMemory, rememberPair } from "./pair-memory.ts";
import type { Sighting } from "./sighting.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
const START = 1_767_225_600;
const BOUNDS = { windowS: 120 * DAY_S, pairsMax: 100_000 };
/** What a rule's example is held against: so many payments, none of which completed its shape. */
const QUIET_PAYMENTS = { lately: 10_000, total: 10_000 };

/** An address by a name of letters and digits. */
export function who(name: string): Address {
  const hex = [...name].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return `0x${hex.padStart(40, "0")}`;
}

/** Payments on a chain where everybody has long paid the same few, and new pairs are rare. */
export class ExampleChain {
  readonly window = new NovelWindow();
  readonly rates = new GoingRates();
  readonly start = START - 140 * DAY_S;
  readonly #memories = new Map<Address, PairMemory>();
  #ordinal = 0;
  #payments = 0;

  constructor() {
    for (let day = -140; day < 60; day++) {
      for (let i = 0; i < 40; i++) this.pay(day, `old${i}`, `old${(i * 7 + ((day + 141) % 3)) % 40}`, 100 + i);
    }
  }

  /** @param day of the scene: ordinary payments are from before day 60 @returns the edge where the pair is new */
  pay(day: number, from: string, to: string, worth?: number): NovelEdge | undefined {
    const [payer, payee] = [who(from), who(to)];
    if (payer === payee) return undefined;
    const time = START + Math.floor(day * DAY_S);
    const payment = { blockNumber: this.#payments++, logIndex: 0, from: payer, to: payee, time, worth };
    const edge = rememberPair(this.rates, this.#memoryOf(payer), this.#memoryOf(payee), payment, this.#ordinal);
    if (worth !== undefined) this.rates.countWorth(worth);
    if (edge === undefined) return undefined;
    this.#ordinal++;
    this.window.add(edge, BOUNDS);
    return edge;
  }

  /** What the shape says of the payment, which is on a new pair. */
  find(rule: GraphHeuristic, edge: NovelEdge | undefined, layer: Layer = "novel"): Sighting | undefined {
    if (edge === undefined) throw new Error("the pair is not new");
    return rule.find(edge, this, layer, rule.params.parse({}));
  }

  #memoryOf(address: Address): PairMemory {
    return takeOrMake(this.#memories, address, emptyPairMemory);
  }
}

/** What a rule says of the last payment of an example: the strongest sighting of all layers, and how rare it is. */
export interface ExampleSighting {
  sighting: Sighting;
  rating: number;
}

export function sightingOf(rule: GraphHeuristic, payments: readonly ExamplePairPayment[]): ExampleSighting | undefined {
  const chain = new ExampleChain();
  let edge: NovelEdge | undefined;
  for (const { day, from, to, worth } of payments) edge = chain.pay(day, from, to, worth);
  const seen: ExampleSighting[] = [];
  for (const layer of rule.layers) {
    if (edge === undefined || !isInLayer(edge, layer)) continue;
    const sighting = chain.find(rule, edge, layer);
    if (sighting === undefined) continue;
    const rating = new Calibration().rate(sighting.anchor, sighting.surprise, edge.time, QUIET_PAYMENTS);
    seen.push({ sighting, rating });
  }
  return seen.sort((a, b) => b.rating - a.rating)[0];
}

/** A rule fires where its sighting opens a group or, where it never does, joins one. */
export function outcomeOf(rule: GraphHeuristic, example: GraphExample): GraphExample["outcome"] {
  const { openingHundredths, joiningHundredths } = graphParams.parse({});
  const seen = sightingOf(rule, example.payments);
  if (seen === undefined) return "silent";
  const threshold = seen.sighting.opens ? openingHundredths : joiningHundredths;
  return seen.rating * 100 >= threshold ? "fires" : "silent";
}
