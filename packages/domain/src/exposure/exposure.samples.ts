import fc from "fast-check";
import { ethereum } from "../chains/ethereum.ts";
import { depositParams } from "../deposit-address.ts";
import type { ListedEntry } from "../entry.ts";
import {
  EXAMPLE_RATES,
  type ExamplePayment,
  exampleParty,
  exampleService,
  exampleTransfer,
} from "../example-encounter.ts";
import { HEURISTICS } from "../heuristic-registry.ts";
import type { DepthInputs } from "../judge-depth.ts";
import { buildMatcher } from "../watchlist-matcher.ts";
import { exposureParams } from "./exposure-params.ts";

/** Two listed addresses and two services, one of each known inside alone, and people. */
export const [SHARED_LISTED, INSIDE_LISTED, SHARED_SERVICE, INSIDE_SERVICE, PERSON] = [1, 2, 3, 4, 5].map(
  exampleParty,
) as [`0x${string}`, `0x${string}`, `0x${string}`, `0x${string}`, `0x${string}`];
const listed = { list: "orders", category: "sanctions", severity: "HIGH", authority: "Example office" } as const;

export const SHARED_ENTRIES: readonly ListedEntry[] = [
  exampleService(SHARED_LISTED, { ...listed, sharing: "TLP:GREEN" }),
  exampleService(SHARED_SERVICE, { entity: "Example" }),
];
export const ALL_ENTRIES: readonly ListedEntry[] = [
  ...SHARED_ENTRIES,
  exampleService(INSIDE_LISTED, { ...listed, sharing: "TLP:RED" }),
  exampleService(INSIDE_SERVICE, { sharing: "TLP:AMBER" }),
];

/** What a lane gives the fold, with the rules about listed addresses' money alone. */
export function exposureInputs(entries: readonly ListedEntry[]): DepthInputs {
  return {
    chain: ethereum,
    matcher: buildMatcher(entries),
    rates: EXAMPLE_RATES,
    heuristics: HEURISTICS.flatMap((heuristic) =>
      heuristic.stage === "depth" && heuristic.judges !== undefined
        ? [{ heuristic, params: heuristic.params.parse({}) }]
        : [],
    ),
    deposit: depositParams.parse({}),
    exposure: exposureParams.parse({}),
    startTime: 0,
  };
}

/** Few parties and amounts, so that money goes round. */
export const anyMoneyStory: fc.Arbitrary<ExamplePayment[]> = fc
  .array(
    fc.record({
      from: fc.constantFrom(1, 1, 2, 3, 4, 5, 6, 7, 8).map(exampleParty),
      to: fc.constantFrom(1, 3, 4, 5, 6, 7, 8).map(exampleParty),
      amount: fc.constantFrom("0", "0.5", "0.000001", "7", "99.999999", "250", "1000", "2900"),
      token: fc.constantFrom("USDT", "USDT", "USDT", "XSGD"),
      afterS: fc.constantFrom(0, 60, 86_400, 40 * 86_400),
    }),
    { minLength: 1, maxLength: 60, size: "max" },
  )
  .map((steps) => {
    let atS = 0;
    return steps.map(({ afterS, ...payment }): ExamplePayment => {
      atS += afterS;
      return { ...payment, atS };
    });
  });

export function played(story: readonly ExamplePayment[]) {
  const all = story.map(exampleTransfer);
  return {
    blocks: new Map(all.map(({ block }) => [block.number, block])),
    transfers: all.map(({ transfer }) => transfer),
  };
}
