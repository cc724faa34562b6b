import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Address, ZERO_ADDRESS } from "../address.ts";
import { ethereum } from "../chains/ethereum.ts";
import { depositParams } from "../deposit-address.ts";
import type { ListedEntry } from "../entry.ts";
import { EXAMPLE_RATES, EXAMPLE_TIME, exampleFreeze, exampleParty, exampleService } from "../example-encounter.ts";
import { exposureParams } from "../exposure/exposure-params.ts";
import { Exposures } from "../exposure/exposures.ts";
import { FreezeBook } from "../freeze-book.ts";
import type { Armed, DepthHeuristic } from "../heuristic.ts";
import { HEURISTICS } from "../heuristic-registry.ts";
import type { Hash } from "../hex.ts";
import { Inferences } from "../inference.ts";
import { type DepthInputs, foldAndJudge, foldInputsOf } from "../judge-depth.ts";
import { FIRST_LAYOUT, PROFILE_LAYOUT, type Profile } from "../profile.ts";
import { decodeProfile, encodeProfile } from "../profile-codec.ts";
import { listContracts } from "../token-registry.ts";
import type { Block, Transfer } from "../transfer.ts";
import { buildMatcher } from "../watchlist-matcher.ts";
import { judgeLate } from "./judge-late.ts";
import { LateProfiles } from "./late-profiles.ts";
import { packTransfers } from "./packed-transfers.samples.ts";
import { Parties } from "./parties.ts";
import { unpackTransfers } from "./transfer-rows.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const PARTIES = [ZERO_ADDRESS, ...Array.from({ length: 9 }, (_, n) => exampleParty(n))];
const [LISTED, SERVICE, LATER_SERVICE] = [exampleParty(0), exampleParty(1), exampleParty(2)];
const TOKENS = listContracts(ethereum.name).slice(0, 4);
/** Of a token's whole units; nothing, and more than 64 bits hold. */
const UNITS = [0, 1, 40, 95, 950, 1_000, 1_000, 5_000, 9_500, 10 ** 15];
const GAPS_S = [0, 12, 600, HOUR_S, HOUR_S, 6 * HOUR_S, DAY_S, 9 * DAY_S];

/** A world takes minutes to shrink: its seed gives it again. */
const RUNS = { numRuns: 6, endOnFailure: true };

interface Paid {
  from: number;
  to: number;
  units: number;
  token: number;
  gap: number;
  isSameTransaction: boolean;
}

const below = (end: number) => fc.nat({ max: end - 1 });
const anyParty = below(PARTIES.length);
const anyPayment: fc.Arbitrary<Paid> = fc.record({
  from: anyParty,
  to: anyParty,
  units: below(UNITS.length),
  token: below(TOKENS.length),
  gap: below(GAPS_S.length),
  isSameTransaction: fc.boolean(),
});
/** What came in goes on, whole or to two, at once or later: what most rules look for. */
const passedOn = fc
  .record({ by: anyParty, from: anyParty, to: fc.tuple(anyParty, anyParty), units: below(UNITS.length), gap: below(7) })
  .map(({ by, from, to: [to, other], units, gap }): Paid[] => {
    const plain = { units, token: 0, gap, isSameTransaction: false };
    const last = { ...plain, from: by, to, gap: 2 };
    return to === other
      ? [{ ...plain, from, to: by }, last]
      : [{ ...plain, from, to: by }, { ...last, to: other }, last];
  });
const world = fc.record({
  payments: fc
    .array(
      fc.oneof(
        anyPayment.map((one) => [one]),
        passedOn,
      ),
      { minLength: 20, maxLength: 100, size: "max" },
    )
    .map((parts) => parts.flat()),
  size: fc.integer({ min: 1, max: 60 }),
  keepFor: fc.integer({ min: 1, max: 3 }),
});

function play(payments: readonly Paid[]): { blocks: Map<number, Block>; transfers: Transfer[] } {
  const blocks = new Map<number, Block>();
  const transfers: Transfer[] = [];
  let [number, time, logIndex, tx] = [1_000, EXAMPLE_TIME, 0, 0];
  for (const { from, to, units, token, gap, isSameTransaction } of payments) {
    const gapS = GAPS_S[gap] ?? 0;
    if (!isSameTransaction || transfers.length === 0) {
      tx++;
      if (gapS > 0) [number, time, logIndex] = [number + 1, time + gapS, 0];
    }
    blocks.set(number, { number, time, hash: hashOf(number), parentHash: hashOf(number - 1) });
    const { contract } = TOKENS[token] as (typeof TOKENS)[number];
    transfers.push({
      blockNumber: number,
      logIndex: logIndex++,
      txHash: hashOf(2 ** 20 + tx),
      txOrdinal: logIndex,
      token: contract.address,
      sender: PARTIES[from] as Address,
      recipient: PARTIES[to] as Address,
      amount: BigInt(UNITS[units] as number) * 10n ** BigInt(contract.decimals),
    });
  }
  return { blocks, transfers };
}

function hashOf(n: number): Hash {
  return `0x${n.toString(16).padStart(64, "0")}`;
}

const listed: ListedEntry = { ...exampleService(LISTED), category: "terrorist_financing", severity: "SEVERE" };
const MATCHERS = [
  buildMatcher([listed, exampleService(SERVICE)]),
  buildMatcher([listed, exampleService(SERVICE), exampleService(LATER_SERVICE)]),
];

function inputsOf(rule: Armed<DepthHeuristic>, stretch: number): DepthInputs {
  const freezes = new FreezeBook();
  freezes.add([exampleFreeze({ account: exampleParty(4), atS: -DAY_S })]);
  return {
    chain: ethereum,
    matcher: MATCHERS[stretch % 2] as DepthInputs["matcher"],
    rates: EXAMPLE_RATES,
    heuristics: [rule],
    shadow: stretch === 0 ? [] : [rule],
    deposit: { ...depositParams.parse({}), forwardsMin: 1 },
    exposure: exposureParams.parse({}),
    startTime: EXAMPLE_TIME - 29 * DAY_S,
    freezes,
    layout: stretch === 0 ? FIRST_LAYOUT : PROFILE_LAYOUT,
  };
}

/** Whole blocks, about so many transfers each. */
function stretchesOf(transfers: readonly Transfer[], size: number): Transfer[][] {
  const stretches: Transfer[][] = [[]];
  for (const [at, transfer] of transfers.entries()) {
    const current = stretches.at(-1) as Transfer[];
    const isNewBlock = transfers[at - 1]?.blockNumber !== transfer.blockNumber;
    if (current.length >= size && isNewBlock) stretches.push([transfer]);
    else current.push(transfer);
  }
  return stretches;
}

const stored = (profiles: ReadonlyMap<Address, Profile>) =>
  new Map([...profiles].map(([address, profile]) => [address, decodeProfile(encodeProfile(profile))]));

/** @param keepFor stretches after which everything waiting is folded, put by and taken up again */
function judgeBoth(rule: Armed<DepthHeuristic>, payments: readonly Paid[], size: number, keepFor: number) {
  const { blocks, transfers } = play(payments);
  const plain = { profiles: new Map<Address, Profile>(), inferences: new Inferences(), exposures: new Exposures() };
  const late = { held: new Map<Address, Profile>(), inferences: new Inferences(), exposures: new Exposures() };
  let profiles = new LateProfiles(ethereum, late.held);
  const said = stretchesOf(transfers, size).map((stretch, n) => {
    const inputs = inputsOf(rule, n);
    const known = profiles.numbers.size;
    const begin = profiles.append(packTransfers(stretch), foldInputsOf(inputs));
    profiles.recallFrom(known);
    const parties = new Parties(ethereum, profiles.numbers, inputs.matcher);
    const both = {
      plain: foldAndJudge(inputs, blocks, stretch, plain.profiles, plain.inferences, plain.exposures),
      late: judgeLate(inputs, blocks, profiles, begin, parties, late.inferences, late.exposures),
      forwarders: profiles.forwardersFrom(begin),
    };
    if (n % keepFor === keepFor - 1) {
      profiles.foldAll();
      late.held = stored(late.held);
      profiles = new LateProfiles(ethereum, late.held);
    }
    return both;
  });
  profiles.foldAll();
  return { said, plain, late };
}

/** So that what a rule says at a glance is not no all the time. */
const EASY: Record<string, Record<string, number>> = {
  "rapid-pass-through": { historyDays: 1, receivedUsdMin: 1, shareOutPercent: 40, balancePercentMax: 100 },
  "collect-then-lump-out": { payersMin: 2, shareOutPercent: 10, shareCollectedPercent: 10, recipientsMax: 9 },
  hub: { payersMin: 2, payeesMin: 2, receivedUsdMin: 1, differencePercentMax: 100, jurisdictionsMin: 0 },
  "lump-in-then-split": { receivedUsdMin: 1, historyDays: 1, shareOutPercent: 10, medianMultipleMin: 1 },
  "fixed-increments": { paymentsMin: 2 },
  structuring: { paymentsMin: 2 },
  "dispersion-over-services": { servicesMin: 2 },
  "nested-service": { payersMin: 2, receivedUsdMin: 1, forwardsMin: 1, sharePercent: 51 },
};

const RULES = HEURISTICS.flatMap((heuristic): Array<Armed<DepthHeuristic>> => {
  if (heuristic.stage !== "depth") return [];
  return heuristic.contextOnly === true
    ? []
    : [{ heuristic, params: heuristic.params.parse(EASY[heuristic.id] ?? {}) }];
});

describe("a fold that waits says what the plain one says, however it is cut", () => {
  it.each(RULES.map((rule) => [rule.heuristic.id, rule] as const))("%s", (_, rule) => {
    fc.assert(
      fc.property(world, ({ payments, size, keepFor }) => {
        const { said, plain, late } = judgeBoth(rule, payments, size, keepFor);
        for (const each of said) expect(each.late).toEqual(each.plain);
        expect(late.inferences.changes).toEqual(plain.inferences.changes);
        expect(stored(late.held)).toEqual(stored(plain.profiles));
        if (rule.heuristic.judges === "exposed_payments") {
          expect(late.exposures.changes()).toEqual(plain.exposures.changes());
        }
      }),
      RUNS,
    );
  });
});

it("whoever has an inference is among the forwarders of a stretch", () => {
  const [rule] = RULES;
  fc.assert(
    fc.property(world, ({ payments }) => {
      if (rule === undefined) return;
      const { said, plain } = judgeBoth(rule, payments, 1_000, 1);
      const forwarders = new Set(said.flatMap((each) => each.forwarders));
      for (const { address } of plain.inferences.changes.begun) expect(forwarders).toContain(address);
    }),
    RUNS,
  );
});

it("what is packed is what is unpacked", () => {
  fc.assert(
    fc.property(world, ({ payments }) => {
      const { transfers } = play(payments);
      expect(unpackTransfers(packTransfers(transfers))).toEqual(transfers);
    }),
    RUNS,
  );
});
