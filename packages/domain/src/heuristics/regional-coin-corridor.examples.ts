import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SUBJECT = exampleParty(0);
const [TURKISH, SINGAPORE, TURKISH_TOO, POOL, DEPOSIT] = [1, 2, 3, 4, 5].map(exampleParty) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];

const ENTRIES = [
  exampleService(TURKISH, { entity: "A", jurisdictions: ["TR"] }),
  exampleService(SINGAPORE, { entity: "B", jurisdictions: ["SG"] }),
  exampleService(TURKISH_TOO, { entity: "C", jurisdictions: ["SG", "TR"] }),
];

/** 100,000 TRY are 2,200 USD at the examples' rate. */
function lira(from: Address, to: Address, atS: number, amount = "100000"): ExamplePayment {
  return { from, to, amount, atS, token: "TRYB" };
}

function dollars(from: Address, to: Address, atS: number, amount = "2200", token = "USDT"): ExamplePayment {
  return { from, to, amount, atS, token };
}

/** Lira for dollars, in one transaction. */
function swap(atS: number, amount?: string): ExamplePayment[] {
  return together(atS, lira(SUBJECT, POOL, atS, amount), dollars(POOL, SUBJECT, atS));
}

function together(transaction: number, ...payments: ExamplePayment[]): ExamplePayment[] {
  return payments.map((payment) => ({ ...payment, transaction }));
}

function example(title: string, outcome: DepthExample["outcome"], payments: readonly ExamplePayment[]): DepthExample {
  return { title, outcome, encounter: () => exampleEncounter(payments, { entries: ENTRIES }) };
}

/** Three times within four days somebody pays an address, which sends it on to the business in Singapore. */
const depositOfSingapore: ExamplePayment[] = [-4, -3, -2].flatMap((day) => [
  dollars(exampleParty(9), DEPOSIT, day * DAY_S, "200"),
  dollars(DEPOSIT, SINGAPORE, day * DAY_S + HOUR_S, "200"),
]);

export const regionalCoinCorridorExamples: readonly DepthExample[] = [
  example("lira from an exchange in Turkey, exchanged, as dollars to one in Singapore", "fires", [
    lira(TURKISH, SUBJECT, -72 * HOUR_S),
    ...swap(-HOUR_S),
    dollars(SUBJECT, SINGAPORE, 0),
  ]),
  example("the reverse: dollars from Singapore, as lira to Turkey", "fires", [
    dollars(SINGAPORE, SUBJECT, -2 * HOUR_S),
    ...together(1, dollars(SUBJECT, POOL, -HOUR_S), lira(POOL, SUBJECT, -HOUR_S)),
    lira(SUBJECT, TURKISH, 0),
  ]),
  example("to what is inferred to be a deposit address in Singapore, and that is said", "fires", [
    ...depositOfSingapore,
    lira(TURKISH, SUBJECT, -2 * HOUR_S),
    ...swap(-HOUR_S),
    dollars(SUBJECT, DEPOSIT, 0),
  ]),
  example(
    "an importer who pays a supplier abroad month by month looks the same: LOW",
    "fires",
    [-60, -30, 0].flatMap((day) => [
      lira(TURKISH, SUBJECT, day * DAY_S - 2 * HOUR_S),
      ...swap(day * DAY_S - HOUR_S),
      dollars(SUBJECT, SINGAPORE, day * DAY_S),
    ]),
  ),
  {
    title: "lira from Turkey to Singapore, where notes name Singapore and this corridor: told, and the score is higher",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([lira(TURKISH, SUBJECT, -2 * HOUR_S), ...swap(-HOUR_S), dollars(SUBJECT, SINGAPORE, 0)], {
        entries: ENTRIES,
        borders: [{ higherRisk: "SG" }, { from: "TR", to: "SG" }],
      }),
  },
  example("a remittance of 440 USD", "silent", [
    lira(TURKISH, SUBJECT, -2 * HOUR_S, "20000"),
    ...swap(-HOUR_S, "20000"),
    dollars(SUBJECT, SINGAPORE, 0, "440"),
  ]),
  example("lira from Turkey and dollars of somebody else, without an exchange", "silent", [
    lira(TURKISH, SUBJECT, -2 * HOUR_S),
    dollars(exampleParty(8), SUBJECT, -HOUR_S),
    dollars(SUBJECT, SINGAPORE, 0),
  ]),
  example("exchanged, and most of it kept", "silent", [
    lira(TURKISH, SUBJECT, -2 * HOUR_S),
    ...swap(-HOUR_S),
    dollars(SUBJECT, SINGAPORE, 0, "1000"),
  ]),
  example("to an exchange that is registered in Turkey, too", "silent", [
    lira(TURKISH, SUBJECT, -2 * HOUR_S),
    ...swap(-HOUR_S),
    dollars(SUBJECT, TURKISH_TOO, 0),
  ]),
  example("dollars moved from Singapore to Turkey without another currency", "silent", [
    dollars(SINGAPORE, SUBJECT, -HOUR_S),
    dollars(SUBJECT, TURKISH, 0),
  ]),
  example("lira received more than three days before", "silent", [
    lira(TURKISH, SUBJECT, -72 * HOUR_S - 1),
    ...swap(-HOUR_S),
    dollars(SUBJECT, SINGAPORE, 0),
  ]),
  example("lira exchanged and paid to a friend", "silent", [
    lira(TURKISH, SUBJECT, -2 * HOUR_S),
    ...swap(-HOUR_S),
    dollars(SUBJECT, exampleParty(8), 0),
  ]),
  example(
    "lira paid and dollars got in one block, by two transactions that have nothing to do with each other",
    "silent",
    [
      lira(TURKISH, SUBJECT, -2 * HOUR_S),
      lira(SUBJECT, exampleParty(8), -HOUR_S),
      dollars(POOL, SUBJECT, -HOUR_S),
      dollars(SUBJECT, SINGAPORE, 0),
    ],
  ),
  example("euros for dollars, which is no regional corridor", "silent", [
    dollars(TURKISH, SUBJECT, -2 * HOUR_S, "2000", "EURC"),
    ...together(1, dollars(SUBJECT, POOL, -HOUR_S, "2000", "EURC"), dollars(POOL, SUBJECT, -HOUR_S)),
    dollars(SUBJECT, SINGAPORE, 0),
  ]),
  example("lira when the newest rate is six days old", "withheld", [
    lira(TURKISH, SUBJECT, 3 * DAY_S + HOUR_S),
    ...swap(3 * DAY_S + 2 * HOUR_S),
    dollars(SUBJECT, SINGAPORE, 3 * DAY_S + 3 * HOUR_S),
  ]),
];
