import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SLEEPER = exampleParty(0);
const PAYER = exampleParty(1);
const NEXT = exampleParty(2);
const SERVICE = exampleParty(3);
const LONG_AGO = -200 * DAY_S;

function gets(amount: string, atS: number, from = PAYER): ExamplePayment {
  return { from, to: SLEEPER, amount, atS };
}

function pays(amount: string, atS = 0, to = NEXT): ExamplePayment {
  return { from: SLEEPER, to, amount, atS };
}

/** So many small payments in the last hours, to one friend each. */
function paysSome(count: number): ExamplePayment[] {
  return Array.from({ length: count }, (_, n) => pays("40", (n + 1 - count) * HOUR_S, exampleParty(20 + n)));
}

export const dormantThenActiveExamples: readonly DepthExample[] = [
  {
    title: "5,000 USDT received and passed on after two hundred days",
    outcome: "fires",
    encounter: () => exampleEncounter([gets("300", LONG_AGO), gets("5000", -HOUR_S), pays("5000")]),
  },
  {
    title: "savings of 200 days ago, paid to somebody",
    outcome: "fires",
    encounter: () => exampleEncounter([gets("9000", LONG_AGO), pays("8000")]),
  },
  {
    title: "five small payments after exactly 180 days",
    outcome: "fires",
    encounter: () => exampleEncounter([gets("300", -180 * DAY_S - 4 * HOUR_S), ...paysSome(5)]),
  },
  {
    title: "dust that strangers sent in between is no activity",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        gets("9000", LONG_AGO),
        ...[-120, -60, -10].map((day) => gets("0.01", day * DAY_S, exampleParty(9))),
        pays("8000"),
      ]),
  },
  {
    title: "hundreds of payments of dust by strangers, each week anew, are no activity either",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        gets("9000", LONG_AGO),
        ...Array.from({ length: 190 }, (_, n) => gets("8", (n - 195) * DAY_S, exampleParty(100 + n))),
        pays("8000"),
      ]),
  },
  {
    title: "a friend is paid back 300 USDT after half a year",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("300", LONG_AGO), pays("300")]),
  },
  {
    title: "four small payments after half a year",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("300", LONG_AGO), ...paysSome(4)]),
  },
  {
    title: "179 days of quiet",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("9000", -179 * DAY_S), pays("8000")]),
  },
  {
    title: "rent that is paid every month",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("90000", LONG_AGO), ...[-180, -120, -60, 0].map((day) => pays("6000", day * DAY_S))]),
  },
  {
    title: "a saver who receives a wage every second month and buys a car",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...[-200, -140, -80, -20].map((day) => gets("4000", day * DAY_S)), pays("15000")]),
  },
  {
    title: "savings of 200 days ago, sold at an exchange",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("9000", LONG_AGO), pays("9000", 0, SERVICE)], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "awake by a withdrawal from an exchange, of which a friend gets 200 USDT",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("300", LONG_AGO), gets("6000", -HOUR_S, SERVICE), pays("200")], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "a reserve wallet of an exchange, moved after half a year",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("9000", LONG_AGO), pays("9000")], { entries: [exampleService(SLEEPER)] }),
  },
  {
    title: "an address known by dust alone, that is used for the first time",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("0.01", LONG_AGO), gets("9000", -HOUR_S), pays("9000")]),
  },
  {
    title: "Turkish lira when the newest rate is six days old",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter([gets("300", LONG_AGO), { ...pays("400000", 3 * DAY_S + HOUR_S), token: "TRYB" }]),
  },
];
