import type { Address } from "../address.ts";
import {
  EXAMPLE_TIME,
  type ExamplePayment,
  type ExampleRow,
  exampleEncounter,
  exampleParty,
  exampleService,
} from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";
import { dayOf } from "../profile.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const [SUBJECT, DEPOSITS, HOT, OTHER, FRIEND] = [0, 1, 2, 3, 4].map(exampleParty) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];
/** Two wallets of one business, one of another. */
const ENTRIES = [
  exampleService(DEPOSITS, { entity: "A" }),
  exampleService(HOT, { entity: "A" }),
  exampleService(OTHER, { entity: "B" }),
];

function pays(from: Address, to: Address, atS: number, amount: string, token?: string): ExamplePayment {
  return { from, to, atS, amount, ...(token && { token }) };
}

/** Deposited, withdrawn, and a payment at which it is looked at. */
function returned(
  deposit: string,
  back: string,
  { from = HOT, at = [-3, -1] as [number, number], token = "USDT" } = {},
) {
  return [
    pays(SUBJECT, DEPOSITS, at[0] * HOUR_S, deposit, token),
    pays(from, SUBJECT, at[1] * HOUR_S, back, token),
    pays(SUBJECT, FRIEND, 0, "10"),
  ];
}

function example(
  title: string,
  outcome: DepthExample["outcome"],
  story: readonly ExamplePayment[],
  supplied: readonly ExampleRow[] = [],
): DepthExample {
  return { title, outcome, encounter: () => exampleEncounter(story, { entries: ENTRIES, supplied }) };
}

const day = dayOf(EXAMPLE_TIME);

export const depositThenWithdrawalExamples: readonly DepthExample[] = [
  example("5,000 USDT deposited, 4,990 withdrawn two hours later", "context", returned("5000", "4990")),
  example("exactly 90 % after a whole day", "context", returned("1000", "900", { at: [-25, -1] })),
  example("the exchange says that there was no trade", "context", returned("5000", "4990"), [
    { kind: "trade", address: SUBJECT, day, traded: false },
  ]),
  example("the exchange says that there was a trade", "silent", returned("5000", "4990"), [
    { kind: "trade", address: SUBJECT, day, traded: true },
  ]),
  example("less than 90 % came back", "silent", returned("5000", "4499.99")),
  example("more came back: something was won or sold", "silent", returned("5000", "5200")),
  example("a second more than a day", "silent", [
    pays(SUBJECT, DEPOSITS, -DAY_S - HOUR_S - 1, "5000"),
    pays(HOT, SUBJECT, -HOUR_S, "4990"),
    pays(SUBJECT, FRIEND, 0, "10"),
  ]),
  example("from another exchange: prices differ", "silent", returned("5000", "4990", { from: OTHER })),
  example("dollars deposited, Singapore dollars withdrawn: that was a trade", "silent", [
    pays(SUBJECT, DEPOSITS, -3 * HOUR_S, "5000"),
    pays(HOT, SUBJECT, -HOUR_S, "6500", "XSGD"),
    pays(SUBJECT, FRIEND, 0, "10"),
  ]),
  example("a test payment of 999 USDT", "silent", returned("999", "999")),
  example("a friend pays the loan back", "silent", returned("5000", "4990", { from: FRIEND })),
  example("Turkish lira without a rate", "withheld", [
    pays(SUBJECT, DEPOSITS, 4 * DAY_S, "200000", "TRYB"),
    pays(HOT, SUBJECT, 4 * DAY_S + HOUR_S, "199000", "TRYB"),
    pays(SUBJECT, FRIEND, 4 * DAY_S + 2 * HOUR_S, "10"),
  ]),
];
