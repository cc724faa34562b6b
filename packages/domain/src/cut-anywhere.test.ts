import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import { ethereum } from "./chains/ethereum.ts";
import { armHeuristics, currentInputs } from "./epoch.ts";
import {
  EXAMPLE_RATES,
  type ExamplePayment,
  exampleParty,
  exampleService,
  exampleTransfer,
} from "./example-encounter.ts";
import { foldAndJudge } from "./judge-depth.ts";
import type { Profile } from "./profile.ts";
import { decodeProfile, encodeProfile } from "./profile-codec.ts";
import { buildMatcher } from "./watchlist-matcher.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const [subject, payer, friend, turkish, other] = [0, 1, 2, 3, 4].map(exampleParty) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];

const [singapore, thai] = [5, 6].map(exampleParty) as [Address, Address];

const ENTRIES = [
  exampleService(turkish, { entity: "A", jurisdictions: ["TR"] }),
  exampleService(singapore, { entity: "B", jurisdictions: ["SG"] }),
  exampleService(thai, { entity: "C", jurisdictions: ["TH"] }),
];

/** What random stories hardly ever tell, and each rule that fires on its last payment. */
const STORIES: ReadonlyArray<[rule: string, story: ExamplePayment[]]> = [
  [
    "dormant-then-active",
    [
      { from: payer, to: subject, amount: "300", atS: -200 * DAY_S },
      { from: friend, to: subject, amount: "0.01", atS: -100 * DAY_S },
      { from: other, to: subject, amount: "5000", atS: -HOUR_S },
      { from: subject, to: friend, amount: "5000", atS: 0 },
    ],
  ],
  [
    "new-wallet-large-funding",
    [
      { from: payer, to: subject, amount: "6000", atS: -2 * DAY_S },
      { from: subject, to: friend, amount: "100", atS: -DAY_S },
      { from: other, to: subject, amount: "6000", atS: -HOUR_S },
      { from: subject, to: friend, amount: "6000", atS: 0 },
    ],
  ],
  [
    "dispersion-over-services",
    [turkish, singapore, thai].map((to, n) => ({ from: subject, to, amount: "500", atS: n * HOUR_S })),
  ],
  [
    "regional-coin-corridor",
    [
      { from: turkish, to: subject, amount: "100000", atS: -2 * HOUR_S, token: "TRYB" },
      { from: subject, to: other, amount: "100000", atS: -HOUR_S, token: "TRYB" },
      { from: other, to: subject, amount: "2200", atS: -HOUR_S },
      { from: subject, to: singapore, amount: "2200", atS: 0 },
    ],
  ],
];

describe("a rule finds the same wherever the fold is cut and its profiles are stored", () => {
  it.each(STORIES)("%s", (rule, story) => {
    const played = story.map(exampleTransfer);
    const blocks = new Map(played.map(({ block }) => [block.number, block]));
    const transfers = played.map(({ transfer }) => transfer);
    const inputs = {
      chain: ethereum,
      matcher: buildMatcher(ENTRIES),
      rates: EXAMPLE_RATES,
      heuristics: armHeuristics(currentInputs({}, {})).armed.flatMap(({ heuristic, params }) =>
        heuristic.id === rule && heuristic.stage === "depth" ? [{ heuristic, params }] : [],
      ),
      startTime: 0,
    };
    const whole = foldAndJudge(inputs, blocks, transfers, new Map()).firings;
    expect(whole.map(({ transfer }) => transfer)).toEqual(transfers.slice(-1));
    for (let cut = 1; cut < transfers.length; cut++) {
      const profiles = new Map<Address, Profile>();
      const before = foldAndJudge(inputs, blocks, transfers.slice(0, cut), profiles).firings;
      const stored = new Map([...profiles].map(([key, profile]) => [key, decodeProfile(encodeProfile(profile))]));
      expect([...before, ...foldAndJudge(inputs, blocks, transfers.slice(cut), stored).firings]).toEqual(whole);
    }
  });
});
