import { expect, it } from "vitest";
import type { Address } from "./address.ts";
import { ethereum } from "./chains/ethereum.ts";
import { armHeuristics, currentInputs } from "./epoch.ts";
import {
  EXAMPLE_RATES,
  type ExamplePayment,
  exampleEnrichment,
  exampleParty,
  exampleService,
  exampleTransfer,
} from "./example-encounter.ts";
import { type DepthInputs, foldAndJudge } from "./judge-depth.ts";
import type { Profile } from "./profile.ts";
import { decodeProfile, encodeProfile } from "./profile-codec.ts";
import { buildMatcher } from "./watchlist-matcher.ts";

const HOUR_S = 3_600;
const [subject, exchange, friend] = [0, 1, 2].map(exampleParty) as [Address, Address, Address];

/** 5,000 dollars go to an exchange and come back; 5,000 more come in, and all of it goes on within the hour. */
const story: readonly ExamplePayment[] = [
  { from: friend, to: subject, amount: "5000", atS: -30 * HOUR_S },
  { from: subject, to: exchange, amount: "5000", atS: -20 * HOUR_S },
  { from: exchange, to: subject, amount: "4990", atS: -HOUR_S },
  { from: exampleParty(3), to: subject, amount: "5000", atS: -HOUR_S / 2 },
  { from: subject, to: friend, amount: "9990", atS: 0 },
];

function inputsOf(rules: readonly string[], change: Partial<DepthInputs> = {}): DepthInputs {
  const heuristics = armHeuristics(currentInputs({}, {})).armed.flatMap(({ heuristic, params }) =>
    rules.includes(heuristic.id) && heuristic.stage === "depth" ? [{ heuristic, params }] : [],
  );
  const matcher = buildMatcher([exampleService(exchange, { entity: "A" })]);
  return { chain: ethereum, matcher, rates: EXAMPLE_RATES, heuristics, startTime: 0, ...change };
}

const played = story.map(exampleTransfer);
const blocks = new Map(played.map(({ block }) => [block.number, block]));
const transfers = played.map(({ transfer }) => transfer);
const judged = (inputs: DepthInputs) => foldAndJudge(inputs, blocks, transfers, new Map());

const BOTH = ["rapid-pass-through", "deposit-then-withdrawal"];

it("adds a reason to what another rule finds on the same payment, and changes nothing else of it", () => {
  const [alone] = judged(inputsOf(["rapid-pass-through"])).firings.slice(-1);
  const [beside] = judged(inputsOf(BOTH)).firings.slice(-1);
  if (alone === undefined || beside === undefined) throw new Error("the money was passed through");
  expect(beside.reasons.map(({ code }) => code)).toEqual(["rapid_pass_through", "deposit_then_withdrawal"]);
  expect(beside.reasons[1]?.text).toMatch(
    /^context only: 0x.* paid a known service 5,000 USD and got 4,990 USD, 99 % of it/,
  );
  expect({ ...beside, reasons: alone.reasons }).toEqual(alone);
});

it("opens no alert by itself, and is not even asked then", () => {
  const { withheld, ...rest } = judged(inputsOf(["deposit-then-withdrawal"]));
  expect(rest).toMatchObject({ firings: [], gaps: [] });
  expect([...withheld]).toEqual([]);
  const young = inputsOf(["deposit-then-withdrawal"], { startTime: played[0]?.block.time ?? 0 });
  expect([...judged(young).withheld]).toEqual([]);
});

it("leaves a gap where it throws, and the finding stands", () => {
  const inputs = inputsOf(BOTH, {
    enrichmentOf: () => {
      throw new Error("out of order");
    },
  });
  const { firings, gaps } = judged(inputs);
  expect(firings.at(-1)?.reasons.map(({ code }) => code)).toEqual(["rapid_pass_through"]);
  expect(gaps.map(({ heuristic }) => heuristic)).toEqual(["deposit-then-withdrawal"]);
});

it("says the same wherever the fold is cut and its profiles are stored", () => {
  const inputs = inputsOf(BOTH);
  const whole = judged(inputs).firings;
  for (let cut = 1; cut < transfers.length; cut++) {
    const profiles = new Map<Address, Profile>();
    const before = foldAndJudge(inputs, blocks, transfers.slice(0, cut), profiles).firings;
    const stored = new Map([...profiles].map(([key, profile]) => [key, decodeProfile(encodeProfile(profile))]));
    expect([...before, ...foldAndJudge(inputs, blocks, transfers.slice(cut), stored).firings]).toEqual(whole);
  }
});

it("finds what rests on a VASP's word with it, and nothing without", () => {
  const rules = ["third-party-funding", "turnover-beyond-declared"];
  expect(judged(inputsOf(rules)).firings).toEqual([]);
  const enrichmentOf = exampleEnrichment([
    { kind: "turnover", address: subject, amount: 100, currency: "USD" },
    { kind: "owner", address: subject, customer: "c-1" },
  ]);
  const fired = judged(inputsOf(rules, { enrichmentOf })).firings;
  expect(new Set(fired.map(({ heuristic }) => heuristic))).toEqual(new Set(rules));
  // The other 20 bytes of the family alone are somebody else's account.
  expect(exampleEnrichment([])(subject).owners).toEqual([]);
});
