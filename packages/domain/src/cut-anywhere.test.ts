import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import { ethereum } from "./chains/ethereum.ts";
import { armHeuristics, currentInputs } from "./epoch.ts";
import {
  EXAMPLE_RATES,
  type ExamplePayment,
  exampleFreeze,
  exampleParty,
  exampleService,
  exampleTransfer,
} from "./example-encounter.ts";
import { FreezeBook } from "./freeze-book.ts";
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

const frozen = exampleParty(8);

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
    [
      { from: other, to: subject, amount: "2000", atS: -2 * DAY_S },
      ...[turkish, singapore, thai].map((to, n) => ({ from: subject, to, amount: "500", atS: n * HOUR_S })),
    ],
  ],
  [
    "hub",
    [
      ...Array.from({ length: 220 }, (_, n) =>
        n % 2 === 0
          ? { from: exampleParty(100 + n), to: subject, amount: "1000", atS: (n - 400) * HOUR_S }
          : { from: subject, to: exampleParty(100 + n), amount: "1000", atS: (n - 400) * HOUR_S },
      ),
      { from: subject, to: friend, amount: "10", atS: 0 },
    ],
  ],
  [
    "nested-service",
    [
      ...Array.from({ length: 70 }, (_, n) => ({
        from: exampleParty(100 + n),
        to: subject,
        amount: "200",
        atS: (n - 200) * HOUR_S,
      })),
      ...[-60, -30, 0].map((hour) => ({ from: subject, to: turkish, amount: "4600", atS: hour * HOUR_S })),
    ],
  ],
  [
    "swap-after-freeze",
    [
      { from: frozen, to: subject, amount: "5000", atS: -3 * DAY_S },
      { from: subject, to: friend, amount: "5", atS: -HOUR_S },
      { from: other, to: subject, amount: "4000", atS: 0, token: "DAI", transaction: 1 },
      { from: subject, to: other, amount: "4000", atS: 0, transaction: 1 },
    ],
  ],
  [
    "incongruent-volume",
    [
      ...Array.from({ length: 12 }, (_, n) => ({ from: payer, to: subject, amount: "50", atS: (n - 40) * DAY_S })),
      { from: other, to: subject, amount: "20000", atS: -HOUR_S },
      { from: subject, to: friend, amount: "20000", atS: 0 },
    ],
  ],
  [
    "regional-coin-corridor",
    [
      { from: turkish, to: subject, amount: "100000", atS: -2 * HOUR_S, token: "TRYB" },
      { from: subject, to: other, amount: "100000", atS: -HOUR_S, token: "TRYB", transaction: 1 },
      { from: other, to: subject, amount: "2200", atS: -HOUR_S, transaction: 1 },
      { from: subject, to: singapore, amount: "2200", atS: 0 },
    ],
  ],
];

describe("a rule finds the same wherever the fold is cut and its profiles are stored", () => {
  it.each(STORIES)("%s", (rule, story) => {
    const played = story.map(exampleTransfer);
    const blocks = new Map(played.map(({ block }) => [block.number, block]));
    const transfers = played.map(({ transfer }) => transfer);
    const freezes = new FreezeBook();
    freezes.add([exampleFreeze({ account: frozen, atS: -DAY_S })]);
    const inputs = {
      chain: ethereum,
      matcher: buildMatcher(ENTRIES),
      rates: EXAMPLE_RATES,
      heuristics: armHeuristics(currentInputs({}, {})).armed.flatMap(({ heuristic, params }) =>
        heuristic.id === rule && heuristic.stage === "depth" ? [{ heuristic, params }] : [],
      ),
      startTime: 0,
      freezes,
    };
    const whole = foldAndJudge(inputs, blocks, transfers, new Map()).firings;
    expect(whole.map(({ transfer }) => transfer)).toEqual(transfers.slice(-1));
    // Of a long story, not everywhere.
    const stepMax = Math.ceil(transfers.length / 40);
    for (let cut = 1; cut < transfers.length; cut += stepMax) {
      // The fold stops between blocks only, and so between transactions.
      if (transfers[cut - 1]?.txHash === transfers[cut]?.txHash) continue;
      const profiles = new Map<Address, Profile>();
      const before = foldAndJudge(inputs, blocks, transfers.slice(0, cut), profiles).firings;
      const stored = new Map([...profiles].map(([key, profile]) => [key, decodeProfile(encodeProfile(profile))]));
      expect([...before, ...foldAndJudge(inputs, blocks, transfers.slice(cut), stored).firings]).toEqual(whole);
    }
  });
});
