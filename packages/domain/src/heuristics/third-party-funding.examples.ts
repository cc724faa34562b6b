import type { Address } from "../address.ts";
import {
  type ExamplePayment,
  type ExampleRow,
  exampleEncounter,
  exampleParty,
  exampleService,
} from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const DAY_S = 86_400;
const [DEPOSIT, OWN, STRANGER, EXCHANGE, HOT] = [0, 1, 2, 3, 4].map(exampleParty) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];
const ENTRIES = [exampleService(EXCHANGE, { entity: "B" }), exampleService(HOT, { entity: "A" })];

function inflow(from: Address, amount: string, day = -1, token?: string): ExamplePayment {
  return { from, to: DEPOSIT, amount, atS: day * DAY_S, ...(token && { token }) };
}

const sweep = (amount: string, day = 0): ExamplePayment => ({ from: DEPOSIT, to: HOT, amount, atS: day * DAY_S });

const OWNED: readonly ExampleRow[] = [
  { kind: "owner", address: DEPOSIT, customer: "c-1" },
  { kind: "wallet", address: OWN, customer: "c-1" },
];

function example(
  title: string,
  outcome: DepthExample["outcome"],
  story: readonly ExamplePayment[],
  supplied: readonly ExampleRow[] = OWNED,
): DepthExample {
  return { title, outcome, encounter: () => exampleEncounter(story, { entries: ENTRIES, supplied }) };
}

export const thirdPartyFundingExamples: readonly DepthExample[] = [
  example("18,000 USDT from somebody whom the customer has not declared", "fires", [
    inflow(STRANGER, "18000"),
    sweep("18000"),
  ]),
  example("exactly 80 % from others", "fires", [inflow(OWN, "2000", -60), inflow(STRANGER, "8000"), sweep("10000")]),
  example("a shop that is paid by twenty customers looks the same", "fires", [
    ...Array.from({ length: 20 }, (_, n) => inflow(exampleParty(10 + n), "100", n - 20)),
    sweep("2000"),
  ]),
  example("from the customer's own wallet", "silent", [inflow(OWN, "18000"), sweep("18000")]),
  example("from an account at another exchange", "silent", [inflow(EXCHANGE, "18000"), sweep("18000")]),
  example("a little less than 80 % from others", "silent", [
    inflow(OWN, "2001", -60),
    inflow(STRANGER, "8000"),
    sweep("10001"),
  ]),
  example("999.99 USDT", "silent", [inflow(STRANGER, "999.99"), sweep("999.99")]),
  example("nobody says whose deposit address it is", "silent", [inflow(STRANGER, "18000"), sweep("18000")], []),
  example(
    "the wallet is another customer's",
    "fires",
    [inflow(STRANGER, "18000"), sweep("18000")],
    [...OWNED, { kind: "wallet", address: STRANGER, customer: "c-2" }],
  ),
  example("funded more than ninety days before", "silent", [inflow(STRANGER, "18000", -91), sweep("18000")]),
  {
    title: "a wallet that lists name as the exchange's own",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([inflow(STRANGER, "18000"), sweep("18000")], {
        entries: [...ENTRIES, exampleService(DEPOSIT)],
        supplied: OWNED,
      }),
  },
  example("in Turkish lira when the newest rate is six days old", "withheld", [
    inflow(STRANGER, "800000", 4, "TRYB"),
    sweep("18000", 5),
  ]),
];
