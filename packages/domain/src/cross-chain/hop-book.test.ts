import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleParty } from "../example-encounter.ts";
import type { CrossChainHeuristic } from "../heuristic.ts";
import { HEURISTICS } from "../heuristic-registry.ts";
import { type ExampleHop, exampleLegs } from "./example-hops.ts";
import { CLOCK_SKEW_S } from "./hop-book.ts";
import { judgeLegs } from "./judge-legs.ts";
import { inClockOrder, type KnownLeg, type LegInputs, legName } from "./leg.ts";

const rules = HEURISTICS.filter((heuristic): heuristic is CrossChainHeuristic => heuristic.stage === "cross-chain");
const [chainHop] = rules;
if (chainHop === undefined) throw new Error("there is a rule across chains");
const inputs: LegInputs = {
  rule: { heuristic: chainHop, params: chainHop.params.parse({}) },
  entriesOf: () => [],
};
const CHAINS = ["ethereum", "base", "optimism"];
const [A, B] = [exampleParty(1), exampleParty(2)];

/** Three parties on three chains in two days: ways, forks of ways and messages that are alike come about. */
const hop = fc
  .record({
    route: fc.constantFrom(...CHAINS.flatMap((from) => CHAINS.filter((to) => to !== from).map((to) => ({ from, to })))),
    sender: fc.integer({ min: 1, max: 3 }).map(exampleParty),
    recipient: fc.integer({ min: 1, max: 3 }).map(exampleParty),
    amount: fc.constantFrom("1000", "1005", "990", "5000"),
    arrived: fc.constantFrom(undefined, undefined, "995", "1000", null),
    atS: fc.integer({ min: 0, max: 2 * 86_400 }),
    tookS: fc.integer({ min: -400, max: 4_000 }),
    bridge: fc.constantFrom("cctp_v1" as const, "cctp_v2" as const),
  })
  .map(({ route, arrived, ...rest }): ExampleHop => ({ ...rest, ...route, ...(arrived !== undefined && { arrived }) }));

/** Judges arrivals in pieces; what is known of earlier ones is all that goes on. */
function judgeInPieces(legs: readonly KnownLeg[], cuts: readonly number[]) {
  const known = new Map(legs.map((leg) => [legName(leg), leg]));
  const arrivals = legs.filter(({ direction }) => direction === "arrival");
  const bounds = [...cuts.map((cut) => cut % (arrivals.length + 1)).sort((a, b) => a - b), arrivals.length];
  const findings: unknown[] = [];
  let from = 0;
  for (const to of bounds) {
    const piece = arrivals.slice(from, to).map((leg) => known.get(legName(leg)) ?? leg);
    from = to;
    const last = piece.at(-1);
    if (last === undefined) continue;
    const own = new Set(piece.map(legName));
    // No more is read yet than a lane that is beyond the last arrival by the skew must have read.
    const past = [...known.values()].filter((leg) => !own.has(legName(leg)) && leg.clock <= last.clock + CLOCK_SKEW_S);
    const judged = judgeLegs(piece, asStored(past), () => inputs);
    findings.push(...judged.findings);
    for (const leg of judged.changed) known.set(legName(leg), leg);
  }
  return { findings, outcomes: [...known.values()].toSorted(inClockOrder).map(({ outcome }) => outcome) };
}

/** Outcomes are stored as JSON between steps. */
function asStored(legs: readonly KnownLeg[]): KnownLeg[] {
  return legs.map((leg) => ({ ...leg, outcome: JSON.parse(JSON.stringify(leg.outcome)) }));
}

test("however arrivals are cut into steps, findings and outcomes are the same", () => {
  fc.assert(
    fc.property(fc.array(hop, { maxLength: 25 }), fc.array(fc.nat(), { maxLength: 8 }), (hops, cuts) => {
      const legs = exampleLegs(hops);
      expect(judgeInPieces(legs, cuts)).toEqual(judgeInPieces(legs, []));
    }),
  );
});

test("a leg is of one hop at most, and no hop begins before it ends by more than the clocks differ", () => {
  fc.assert(
    fc.property(fc.array(hop, { maxLength: 25 }), (hops) => {
      const legs = exampleLegs(hops);
      const { changed } = judgeLegs(
        legs.filter(({ direction }) => direction === "arrival"),
        legs.filter(({ direction }) => direction === "departure"),
        () => inputs,
      );
      const byName = new Map(changed.map((leg) => [legName(leg), leg]));
      for (const leg of changed) {
        const { partner, carriedBy, path = [] } = leg.outcome;
        expect(partner === undefined ? undefined : byName.get(partner)?.outcome.partner).toBe(legName(leg));
        if (carriedBy !== undefined) expect(byName.get(carriedBy)?.outcome.continues).toBe(legName(leg));
        if (leg.direction === "arrival") expect(path.slice(-2)).toEqual([partner, legName(leg)]);
        expect(new Set(path).size).toBe(path.length);
        const other = byName.get(partner ?? "");
        if (other !== undefined) expect(Math.abs(other.clock - leg.clock)).toBeLessThanOrEqual(3_600);
      }
    }),
  );
});

test("an arrival whose clock is behind its departure's is paired, within the skew", () => {
  const first: ExampleHop = {
    from: "ethereum",
    to: "base",
    sender: A,
    recipient: B,
    amount: "5",
    atS: 1_000,
    tookS: -300,
  };
  const second: ExampleHop = { from: "base", to: "optimism", sender: B, recipient: A, amount: "5", atS: 2_000 };
  expect(judgeInPieces(exampleLegs([first, second]), []).findings).toHaveLength(1);
  expect(judgeInPieces(exampleLegs([{ ...first, tookS: -301 }, second]), []).findings).toHaveLength(0);
});

test("a rule that fails leaves a gap on the arrival, and the others are judged", () => {
  const hops = [0, 1].map(
    (n): ExampleHop => ({ from: "ethereum", to: "base", sender: A, recipient: B, amount: "5", atS: n }),
  );
  const fails = {
    ...chainHop,
    assess: () => {
      throw new Error("no");
    },
  };
  const legs = exampleLegs(hops);
  const judged = judgeLegs(
    legs.filter(({ direction }) => direction === "arrival"),
    legs.filter(({ direction }) => direction === "departure"),
    () => ({ ...inputs, rule: { heuristic: fails, params: chainHop.params.parse({}) } }),
  );
  expect(judged.findings).toEqual([]);
  expect(judged.changed.flatMap(({ outcome }) => outcome.gap ?? [])).toEqual(["no", "no"]);
});
