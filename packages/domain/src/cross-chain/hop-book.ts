import assert from "../assert.ts";
import { getChain } from "../chain-registry.ts";
import { isService, listingAt } from "../entry.ts";
import type { Finding, SupportingTransfer } from "../finding.ts";
import {
  type Armed,
  type CrossChainHeuristic,
  EVIDENCE_TRANSFERS_MAX,
  type HopAssessment,
  type HopPath,
} from "../heuristic.ts";
import { reasonEntryOf } from "../listing-reason.ts";
import {
  type Hop,
  inClockOrder,
  type KnownLeg,
  type LegInputs,
  type LegOutcome,
  legName,
  tokenOfLeg,
  worthOfLeg,
} from "./leg.ts";

/**
 * Seconds by which an arrival's clock may be before its departure's: chains do not share one. An arrival is judged once
 * every lane is this far beyond it. Ours [E].
 */
export const CLOCK_SKEW_S = 300;

/** What of two legs is one hop, and what of two hops is one way. */
export interface HopLimits {
  /** An arrival comes at most so long after its departure. */
  pairWithinS: number;
  /** What arrives is what left, less at most so much, and more by no more. */
  tolerancePercent: number;
  /** From the first departure of a way to its last arrival. */
  wayWithinS: number;
  /** Of what arrived and what leaves next, the smaller is at least so much of the larger. */
  carriedPercentMin: number;
}

/** Departure and arrival of each hop: as many as the evidence of a finding holds. */
const HOPS_MAX = EVIDENCE_TRANSFERS_MAX / 2;

/**
 * Joins legs to hops and hops to ways. An arrival is judged in clock order, over the departures that can be its own and the
 * arrivals that can have brought the money of those: whatever of the past cannot count need not be there.
 */
export class HopBook {
  readonly #legs = new Map<string, KnownLeg>();
  readonly #byKey = new Map<string, KnownLeg[]>();
  readonly #arrivals = new Map<string, KnownLeg[]>();
  readonly #changed = new Set<string>();

  constructor(known: readonly KnownLeg[]) {
    for (const stored of known.toSorted(inClockOrder)) {
      const leg = { ...stored };
      this.#legs.set(legName(leg), leg);
      if (leg.direction === "departure") push(this.#byKey, leg.matchKey, leg);
      else push(this.#arrivals, holderKey(leg), leg);
    }
  }

  /** Legs of which judging has said something. */
  get changed(): KnownLeg[] {
    return [...this.#changed].map((name) => this.#get(name));
  }

  /** @param inputsOf what holds at a leg's place */
  judge(arrival: KnownLeg, inputsOf: (leg: KnownLeg) => LegInputs): Finding | undefined {
    const { rule } = inputsOf(arrival);
    if (rule === undefined) return undefined;
    const { heuristic, params } = rule;
    const limits = heuristic.limits(params);
    const departure = this.#byKey.get(arrival.matchKey)?.find((leg) => isOneHop(leg, arrival, limits));
    if (departure === undefined) return undefined;
    const before = this.#findBefore(departure, limits);
    const [from, to] = [legName(departure), legName(arrival)];
    const parties = [partyOf(departure, inputsOf(departure)), partyOf(arrival, inputsOf(arrival))] as const;
    const path = this.#pathTo(departure, arrival, before, parties[0].isService === true, limits);
    this.#set(from, { partner: to, ...(before && { continues: legName(before) }), ...parties[0] });
    this.#set(to, { partner: from, path, ...parties[1] });
    if (before !== undefined) this.#set(legName(before), { carriedBy: from });
    // What a known service sends or is sent is its customers' money: who of them holds it no bridge says.
    if (parties.some((party) => party.isService)) return undefined;
    const said = this.#assess(to, rule, { hops: this.#hopsOf(path) });
    if (said === undefined || said.outcome === "silent") return undefined;
    const { block, transfer } = arrival.payment;
    return {
      heuristic: heuristic.id,
      heuristicVersion: heuristic.version,
      gapS: heuristic.gapS,
      subject: arrival.holder,
      severity: said.severity,
      exposure: said.exposure,
      score: said.score,
      reasons: said.reasons,
      block,
      transfer,
      supporting: path.slice(0, -1).map((name) => supportOf(this.#get(name), arrival)),
    };
  }

  /** A rule that fails leaves a gap, and the others go on. */
  #assess(name: string, { heuristic, params }: Armed<CrossChainHeuristic>, path: HopPath): HopAssessment | undefined {
    try {
      return heuristic.assess(path, params);
    } catch (error) {
      this.#set(name, { gap: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }

  /** The arrival whose money a departure carries on: the last one that fits and that nothing else has carried on. */
  #findBefore(departure: KnownLeg, { wayWithinS, carriedPercentMin }: HopLimits): KnownLeg | undefined {
    const peg = tokenOfLeg(departure).token.peg;
    const worth = worthOfLeg(departure);
    return this.#arrivals.get(holderKey(departure))?.findLast((leg) => {
      const { partner, carriedBy, isService: isOfService } = leg.outcome;
      if (partner === undefined || carriedBy !== undefined || isOfService) return false;
      if (inClockOrder(leg, departure) >= 0 || departure.clock - leg.clock > wayWithinS) return false;
      return tokenOfLeg(leg).token.peg === peg && isMostOf(worthOfLeg(leg), worth, carriedPercentMin);
    });
  }

  #pathTo(
    departure: KnownLeg,
    arrival: KnownLeg,
    before: KnownLeg | undefined,
    isOfService: boolean,
    { wayWithinS }: HopLimits,
  ): string[] {
    const earlier = isOfService ? [] : (before?.outcome.path ?? []);
    const path = [...earlier, legName(departure), legName(arrival)].slice(-2 * HOPS_MAX);
    while (path.length > 2 && arrival.clock - this.#get(path[0] as string).clock > wayWithinS) path.splice(0, 2);
    return path;
  }

  #hopsOf(path: readonly string[]): Hop[] {
    const hops: Hop[] = [];
    for (let at = 0; at < path.length; at += 2) {
      hops.push({ departure: this.#get(path[at] as string), arrival: this.#get(path[at + 1] as string) });
    }
    return hops;
  }

  #get(name: string): KnownLeg {
    const leg = this.#legs.get(name);
    assert(leg !== undefined, "every leg of a way is at hand");
    return leg;
  }

  #set(name: string, outcome: LegOutcome): void {
    const leg = this.#get(name);
    leg.outcome = { ...leg.outcome, ...outcome };
    this.#changed.add(name);
  }
}

function isOneHop(departure: KnownLeg, arrival: KnownLeg, { pairWithinS, tolerancePercent }: HopLimits): boolean {
  const { chain, remoteChain, clock, outcome, bridge } = departure;
  if (outcome.partner !== undefined || bridge !== arrival.bridge || chain === arrival.chain) return false;
  if (remoteChain !== arrival.chain || arrival.remoteChain !== chain) return false;
  if (arrival.clock - clock > pairWithinS || clock - arrival.clock > CLOCK_SKEW_S) return false;
  if (tokenOfLeg(departure).token.peg !== tokenOfLeg(arrival).token.peg) return false;
  return isMostOf(worthOfLeg(departure), worthOfLeg(arrival), 100 - tolerancePercent);
}

/** The smaller of two amounts is at least so much of the larger. */
function isMostOf(a: bigint, b: bigint, percentMin: number): boolean {
  const [smaller, larger] = a < b ? [a, b] : [b, a];
  return smaller * 100n >= larger * BigInt(percentMin);
}

/** What the lists in force at a leg's place say of its holder. */
function partyOf(leg: KnownLeg, { entriesOf }: LegInputs): Pick<LegOutcome, "isService" | "listings"> {
  const { family } = getChain(leg.chain);
  const inForce = entriesOf(leg.holder).filter(
    (entry) => entry.family === family && listingAt(entry, leg.payment.block.time) === "in_force",
  );
  const listings = inForce.filter((entry) => !isService(entry)).map(reasonEntryOf);
  return {
    ...(inForce.some(isService) && { isService: true }),
    ...(listings.length > 0 && { listings }),
  };
}

function supportOf({ chain, payment }: KnownLeg, arrival: KnownLeg): SupportingTransfer {
  return { ...payment, ...(chain !== arrival.chain && { chain: getChain(chain).caip2 }) };
}

function holderKey({ chainId, holder }: KnownLeg): string {
  return `${chainId}/${holder}`;
}

function push(map: Map<string, KnownLeg[]>, key: string, leg: KnownLeg): void {
  const legs = map.get(key);
  if (legs === undefined) map.set(key, [leg]);
  else legs.push(leg);
}
