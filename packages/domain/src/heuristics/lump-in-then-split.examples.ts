import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SUBJECT = exampleParty(0);
const PAYER = exampleParty(1);
const FIRST = exampleParty(2);
const SECOND = exampleParty(3);

function gets(amount: string, atS: number, from = PAYER): ExamplePayment {
  return { from, to: SUBJECT, amount, atS };
}

function pays(amount: string, atS: number, to = SECOND): ExamplePayment {
  return { from: SUBJECT, to, amount, atS };
}

const split = [pays("5000", -HOUR_S, FIRST), pays("2500", 0)];

/** So many ordinary inflows of this amount, one a day, the last a day before the large one. */
function usual(count: number, amount: string): ExamplePayment[] {
  return Array.from({ length: count }, (_, n) => gets(amount, (n - count - 1) * DAY_S, exampleParty(20 + n)));
}

export const lumpInThenSplitExamples: readonly DepthExample[] = [
  {
    title: "8,000 USDT to an address without a past, in two parts within hours",
    outcome: "fires",
    encounter: () => exampleEncounter([gets("8000", -5 * HOUR_S), ...split]),
  },
  {
    title: "40 times what it usually gets, in three parts",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        ...usual(9, "200"),
        gets("8000", -20 * HOUR_S),
        pays("3000", -10 * HOUR_S, FIRST),
        pays("3000", -9 * HOUR_S, exampleParty(4)),
        pays("1500", 0),
      ]),
  },
  {
    title: "split by one transaction, and change for a third",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        gets("8000", -HOUR_S),
        pays("100", -1, exampleParty(4)),
        pays("3500", 0, FIRST),
        pays("3500", 0),
      ]),
  },
  {
    title: "who sold a car, paid two bills and kept the rest",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("8000", -5 * HOUR_S), pays("1500", -HOUR_S, FIRST), pays("1200", 0)]),
  },
  {
    title: "who sold a car and bought another",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("8000", -5 * HOUR_S), pays("7800", 0)]),
  },
  {
    title: "an employer funds the wages of fourteen",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        gets("14000", -HOUR_S),
        ...Array.from({ length: 14 }, (_, n) => pays("1000", n - 14, exampleParty(30 + n))),
      ]),
  },
  {
    title: "a trader who gets as much every day",
    outcome: "silent",
    encounter: () => exampleEncounter([...usual(9, "6000"), gets("8000", -5 * HOUR_S), ...split]),
  },
  {
    title: "4,999 USDT",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("4999", -5 * HOUR_S), pays("2500", -HOUR_S, FIRST), pays("2400", 0)]),
  },
  {
    title: "a withdrawal from an exchange, spent on two things",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("8000", -5 * HOUR_S), ...split], { entries: [exampleService(PAYER)] }),
  },
  {
    title: "a swap of 8,000 USDT for another stablecoin, spent on two things",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...usual(9, "200"),
        { ...pays("8000", -5 * HOUR_S, exampleParty(4)), transaction: 1 },
        { ...gets("7990", -5 * HOUR_S, exampleParty(4)), token: "USDC", transaction: 1 },
        ...split.map((payment) => ({ ...payment, token: "USDC" })),
      ]),
  },
  {
    title: "divided between two exchanges",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("8000", -5 * HOUR_S), ...split], {
        entries: [exampleService(FIRST), exampleService(SECOND)],
      }),
  },
  {
    title: "a listed payment processor",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("8000", -5 * HOUR_S), ...split], {
        entries: [exampleService(SUBJECT, { category: "payment" })],
      }),
  },
  {
    title: "split over a week",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("8000", -6 * DAY_S), pays("4000", -3 * DAY_S, FIRST), pays("3900", 0)]),
  },
  {
    title: "Turkish lira when the newest rate is six days old",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter(
        [gets("400000", -5 * HOUR_S), ...split.map((payment) => ({ ...payment, amount: "190000" }))].map((payment) => ({
          ...payment,
          atS: payment.atS + 3 * DAY_S,
          token: "TRYB",
        })),
      ),
  },
];
