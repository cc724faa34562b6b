import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const NEWCOMER = exampleParty(0);
const FUNDER = exampleParty(1);
const NEXT = exampleParty(2);
const SERVICE = exampleParty(3);

function gets(amount: string, atS: number, from = FUNDER): ExamplePayment {
  return { from, to: NEWCOMER, amount, atS };
}

function pays(amount: string, atS = 0, to = NEXT): ExamplePayment {
  return { from: NEWCOMER, to, amount, atS };
}

/** Three times within four days somebody pays an address, which sends it on to the service. */
function customerOf(deposit: Address): ExamplePayment[] {
  return [-4, -3, -2].flatMap((day) => [
    { from: FUNDER, to: deposit, amount: "200", atS: day * DAY_S },
    { from: deposit, to: SERVICE, amount: "200", atS: day * DAY_S + HOUR_S },
  ]);
}

export const newWalletLargeFundingExamples: readonly DepthExample[] = [
  {
    title: "20,000 USDT to a new address, half of it sent on two days later",
    outcome: "fires",
    encounter: () => exampleEncounter([gets("20000", -2 * DAY_S), pays("10000")]),
  },
  {
    title: "10,000 USDT in three payments, sent on to several in a week but a second",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        gets("4000", 1 - 7 * DAY_S),
        gets("3000", -6 * DAY_S, exampleParty(9)),
        gets("3000", -5 * DAY_S, exampleParty(8)),
        pays("2000", -4 * DAY_S),
        pays("2000", -3 * DAY_S, exampleParty(7)),
        pays("2000", 0, exampleParty(6)),
      ]),
  },
  {
    title: "dust from a stranger makes neither payers nor age",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        gets("0.01", -3 * DAY_S, exampleParty(9)),
        gets("20000", -2 * DAY_S),
        ...[10, 11, 12].map((n) => gets("0.01", -DAY_S + n, exampleParty(n))),
        pays("10001"),
      ]),
  },
  {
    title: "a wallet that a company makes for its payroll looks the same: LOW",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        gets("60000", -DAY_S),
        ...Array.from({ length: 20 }, (_, n) => pays("2000", n - 19, exampleParty(100 + n))),
      ]),
  },
  {
    title: "9,999 USDT",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("9999", -DAY_S), pays("9999")]),
  },
  {
    title: "first seen a week ago",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("20000", -7 * DAY_S), pays("20000")]),
  },
  {
    title: "a new savings wallet that pays one bill",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("50000", -DAY_S), pays("900")]),
  },
  {
    title: "a charity's new wallet, filled by many donors, that distributes at once",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...Array.from({ length: 30 }, (_, n) => gets("500", -DAY_S + n, exampleParty(100 + n))),
        pays("12000"),
      ]),
  },
  {
    title: "a withdrawal from an exchange to a wallet made for it",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("20000", -HOUR_S, SERVICE), pays("20000")], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "a customer's new deposit address forwards to its exchange",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("20000", -HOUR_S), pays("20000", 0, SERVICE)], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "sent on to a deposit address, which forwards everything to an exchange",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...customerOf(NEXT), gets("20000", -HOUR_S), pays("20000")], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "a new wallet of a known payment processor",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("20000", -HOUR_S), pays("20000")], {
        entries: [exampleService(NEWCOMER, { category: "payment" })],
      }),
  },
  {
    title: "an old customer of a bank that closed, with one large receipt this week",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("50", -60 * DAY_S), gets("20000", -DAY_S), pays("20000")]),
  },
  {
    title: "Turkish lira when the newest rate is six days old",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter([
        { ...gets("900000", 3 * DAY_S + HOUR_S), token: "TRYB" },
        { ...pays("900000", 3 * DAY_S + HOUR_S + 1), token: "TRYB" },
      ]),
  },
];
