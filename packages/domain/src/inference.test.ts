import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Address } from "./address.ts";
import { ethereum } from "./chains/ethereum.ts";
import { depositParams } from "./deposit-address.ts";
import type { ListedEntry } from "./entry.ts";
import {
  EXAMPLE_RATES,
  EXAMPLE_TIME,
  type ExamplePayment,
  exampleParty,
  exampleService,
  exampleTransfer,
} from "./example-encounter.ts";
import { type Inference, type InferenceChanges, Inferences, inferenceText } from "./inference.ts";
import { foldAndJudge } from "./judge-depth.ts";
import type { Profile } from "./profile.ts";
import { decodeProfile, encodeProfile } from "./profile-codec.ts";
import { buildMatcher } from "./watchlist-matcher.ts";

const DAY_S = 86_400;
const [DEPOSIT, CUSTOMER, WALLET, OTHER_WALLET, BRIDGE, NOBODY] = [0, 1, 2, 3, 4, 5].map(exampleParty) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
];
const ENTRIES: readonly ListedEntry[] = [
  exampleService(WALLET, { confidence: 80 }),
  exampleService(OTHER_WALLET, { category: "payment" }),
  exampleService(BRIDGE, { category: "bridge" }),
];
const PARAMS = depositParams.parse({});

interface Options {
  entries?: readonly ListedEntry[];
  startTime?: number;
  /** Where the story is cut in two, with the memory stored in between. */
  cutAt?: number;
}

function play(
  story: readonly ExamplePayment[],
  { entries = ENTRIES, startTime = 0, cutAt = story.length }: Options = {},
): { changes: InferenceChanges; standing: Inference[] } {
  const inputs = {
    ...{ chain: ethereum, matcher: buildMatcher(entries), rates: EXAMPLE_RATES, heuristics: [] },
    ...{ deposit: PARAMS, startTime },
  };
  const played = story.map(exampleTransfer);
  const blocks = new Map(played.map(({ block }) => [block.number, block]));
  let profiles = new Map<Address, Profile>();
  let standing: Iterable<Inference> = [];
  const changes: InferenceChanges = { begun: [], ended: [] };
  for (const part of [played.slice(0, cutAt), played.slice(cutAt)]) {
    const inferences = new Inferences(standing);
    foldAndJudge(
      inputs,
      blocks,
      part.map(({ transfer }) => transfer),
      profiles,
      inferences,
    );
    profiles = new Map([...profiles].map(([address, profile]) => [address, decodeProfile(encodeProfile(profile))]));
    standing = inferences.standing;
    changes.begun.push(...inferences.changes.begun);
    changes.ended.push(...inferences.changes.ended);
  }
  return { changes, standing: [...standing] };
}

const gets = (amount: string, atS: number): ExamplePayment => ({ from: CUSTOMER, to: DEPOSIT, amount, atS });
const sends = (amount: string, atS: number, to = WALLET): ExamplePayment => ({ from: DEPOSIT, to, amount, atS });
/** Each day a customer pays, and an hour later so much goes to the wallet. */
function days(count: number, forwarded = "500", to = WALLET, first = 0): ExamplePayment[] {
  return Array.from({ length: count }, (_, n) => (first + n) * DAY_S).flatMap((atS) => [
    gets("500", atS),
    sends(forwarded, atS + 3_600, to),
  ]);
}

test("an address that forwards all is inferred with its third forward, and says from what", () => {
  const { standing, changes } = play(days(3));
  expect(standing).toEqual([
    {
      address: DEPOSIT,
      service: WALLET,
      from: { blockNumber: 20_000_000 + 2 * DAY_S + 3_600, logIndex: 5 },
      forwardCount: 3,
      sharePpm: 1_000_000,
      firstTime: EXAMPLE_TIME + 3_600,
      lastTime: EXAMPLE_TIME + 2 * DAY_S + 3_600,
      confidence: 50,
    },
  ]);
  expect(changes.ended).toEqual([]);
  expect(inferenceText(standing[0] as Inference)).toBe(
    "inferred with 50 % confidence to be a deposit address of a known service: it sent 100 % of what it had received on " +
      "to one wallet of it, in 3 blocks from 2026-01-05 to 2026-01-07",
  );
});

test.each<[string, ExamplePayment[], Options?]>([
  ["two forwards are too few", days(2)],
  ["94.8 % is too little", days(3, "474")],
  ["one forward, cut in three", [gets("1500", 0), sends("500", 60), sends("500", 60), sends("500", 60)]],
  ["dust", days(3).map((payment) => ({ ...payment, amount: "10" }))],
  ["to a bridge: that is a user's own money", days(3, "500", BRIDGE)],
  ["to nobody that a list knows", days(3, "500", NOBODY)],
  ["an address that is a service itself", days(3), { entries: [...ENTRIES, exampleService(DEPOSIT)] }],
  ["who pays an exchange from money of its own", days(3).filter((payment) => payment.from === DEPOSIT)],
  ["who pays an exchange more than came in", days(3, "600")],
  ["a lane that began less than thirty days ago", days(3), { startTime: EXAMPLE_TIME }],
  ["three payees", [gets("2", -9), sends("1", -3, NOBODY), sends("1", -2, CUSTOMER), ...days(3)]],
  [
    "what a month ago it had and sent elsewhere does not matter, what it holds back does",
    [gets("9000", 0), ...days(5)],
  ],
  [
    "two wallets of the service, by turns",
    days(6).map((p, n) => (p.to === WALLET && n % 4 === 1 ? { ...p, to: OTHER_WALLET } : p)),
  ],
])("nothing is inferred: %s", (_, story, options) => {
  expect(play(story, options).changes).toEqual({ begun: [], ended: [] });
});

describe("an inference", () => {
  it("stands while money waits, and after a quiet month", () => {
    expect(play([...days(3), gets("90000", 4 * DAY_S)]).standing).toHaveLength(1);
    const later = play([...days(3), gets("20", 60 * DAY_S), sends("20", 61 * DAY_S)]);
    expect(later.standing).toHaveLength(1);
    expect(later.changes.ended).toEqual([]);
  });

  it("ends with the payment that breaks the share, and holds for that one still", () => {
    const { standing, changes } = play([...days(3), gets("500", 4 * DAY_S), sends("500", 4 * DAY_S + 1, NOBODY)]);
    expect(standing).toEqual([]);
    expect(changes.ended).toMatchObject([{ inference: changes.begun[0], until: { logIndex: 7 } }]);
  });

  it("ends when a list names the address itself, or the wallet no longer, and another wallet's may follow", () => {
    const moved = play([...days(3), ...days(40, "500", OTHER_WALLET, 3)]);
    expect(moved.changes.begun.map(({ service }) => service)).toEqual([WALLET, OTHER_WALLET]);
    expect(moved.standing).toMatchObject([{ service: OTHER_WALLET }]);
    const delisted = [exampleService(WALLET, { validTo: EXAMPLE_TIME + 3 * DAY_S })];
    expect(play(days(5), { entries: delisted })).toMatchObject({ standing: [], changes: { ended: [{}] } });
  });

  it("grows surer with the forwards, never surer than the list is of the wallet", () => {
    const entries = [exampleService(WALLET, { confidence: 40 })];
    expect(play(days(3), { entries }).standing).toMatchObject([{ confidence: 40 }]);
    const hesitant = [gets("500", -DAY_S), ...days(5, "400"), sends("900", 5 * DAY_S)];
    expect(play(hesitant).standing).toMatchObject([{ confidence: 65, forwardCount: 6, sharePpm: 966_666 }]);
  });
});

const anyStory: fc.Arbitrary<ExamplePayment[]> = fc
  .array(
    fc.record({
      step: fc.constantFrom(..."gets gets forwards forwards forwards all elsewhere other service".split(" ")),
      amount: fc.constantFrom("1", "100", "500", "475", "25"),
      afterS: fc.constantFrom(0, 60, 3_600, DAY_S, 9 * DAY_S),
    }),
    { maxLength: 90, size: "max" },
  )
  .map((steps) => {
    let atS = 0;
    return steps.map(({ step, amount, afterS }): ExamplePayment => {
      atS += afterS;
      if (step === "gets") return gets(amount, atS);
      if (step === "service") return { from: WALLET, to: DEPOSIT, amount, atS };
      return sends(amount, atS, step === "elsewhere" ? NOBODY : step === "other" ? OTHER_WALLET : WALLET);
    });
  });

describe("however a story goes", () => {
  it("gives the same in one stretch and in any two, with the memory stored in between", () => {
    fc.assert(
      fc.property(anyStory, fc.nat(90), (story, cutAt) => {
        expect(play(story, { cutAt })).toEqual(play(story));
      }),
    );
  });

  it("one at a time stands of an address, begun before it ends, and what stands is what began and did not end", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { standing, changes } = play(story);
        const ended = new Set(changes.ended.map(({ inference }) => inference));
        expect(standing).toEqual(changes.begun.filter((inference) => !ended.has(inference)));
        expect(standing.length).toBeLessThanOrEqual(1);
        for (const { inference, until } of changes.ended) expect(inference.from.logIndex).toBeLessThan(until.logIndex);
      }),
    );
  });

  it("begins only on 95 % of what came in, gone to one wallet of a service in three payments, with two payees at most", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        for (const { service, from, forwardCount, sharePpm } of play(story).changes.begun) {
          const time = story[from.logIndex]?.atS ?? 0;
          const noon = EXAMPLE_TIME % DAY_S;
          const since = Math.floor((time + noon) / DAY_S - 29) * DAY_S - noon;
          const seen = story.slice(0, from.logIndex + 1).filter(({ atS }) => atS >= since);
          const sum = (of: ExamplePayment[]) => of.reduce((total, { amount }) => total + Number(amount), 0);
          const out = seen.filter((payment) => payment.from === DEPOSIT);
          const forwards = out.filter(({ to }) => to === service);
          expect([WALLET, OTHER_WALLET]).toContain(service);
          expect(new Set(forwards.map(({ atS }) => atS)).size).toBe(forwardCount);
          expect(forwardCount).toBeGreaterThanOrEqual(3);
          expect(sum(forwards)).toBeGreaterThanOrEqual(100);
          const received = sum(seen.filter(({ to }) => to === DEPOSIT));
          expect(sum(forwards) * 100).toBeGreaterThanOrEqual(received * 95);
          expect(sum(forwards) * 95).toBeLessThanOrEqual(received * 100);
          expect(new Set(out.map(({ to }) => to)).size).toBeLessThanOrEqual(2);
          expect(sharePpm).toBeGreaterThanOrEqual(950_000);
        }
      }),
    );
  });
});
