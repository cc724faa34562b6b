import type { Address } from "../address.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;
const RELAY = exampleParty(0);
const PAYER = exampleParty(1);
const NEXT = exampleParty(2);
const SERVICE = exampleParty(3);

function gets(amount: string, atS: number, from = PAYER): ExamplePayment {
  return { from, to: RELAY, amount, atS };
}

function pays(amount: string, atS = 0, to = NEXT): ExamplePayment {
  return { from: RELAY, to, amount, atS };
}

/** Three times within four days somebody pays an address, which then sends so much on to the service. */
function customerOf(deposit: Address, forwarded: string): ExamplePayment[] {
  return [-4, -3, -2].flatMap((day) => [
    { from: PAYER, to: deposit, amount: "200", atS: day * DAY_S },
    { from: deposit, to: SERVICE, amount: forwarded, atS: day * DAY_S + HOUR_S },
  ]);
}

export const rapidPassThroughExamples: readonly DepthExample[] = [
  {
    title: "5,000 USDT received and sent on within ten minutes",
    outcome: "fires",
    encounter: () => exampleEncounter([gets("5000", -10 * MINUTE_S), pays("5000")]),
  },
  {
    title: "two payments received, sent on in three over most of a day",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        gets("3000", -20 * HOUR_S),
        gets("2000", -19 * HOUR_S, exampleParty(9)),
        pays("2000", -10 * HOUR_S),
        pays("1500", -5 * HOUR_S, exampleParty(8)),
        pays("1300"),
      ]),
  },
  {
    title: "Turkish lira on a Sunday, valued at Friday's rate",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        { ...gets("60000", -DAY_S - HOUR_S), token: "TRYB" },
        { ...pays("60000", -DAY_S), token: "TRYB" },
      ]),
  },
  {
    title: "received in one dollar token, sent on in another",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([gets("2000", -HOUR_S), { ...gets("500", -HOUR_S), token: "USDC" }, pays("2500")]),
  },
  {
    title: "a payer of 999 USDT",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("999", -MINUTE_S), pays("999")]),
  },
  {
    title: "a merchant that pays four suppliers and keeps a balance",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        gets("5000", -3 * DAY_S),
        gets("4000", -5 * HOUR_S),
        pays("1000", -3 * HOUR_S),
        pays("1000", -2 * HOUR_S, exampleParty(7)),
        pays("1000", -HOUR_S, exampleParty(8)),
        pays("1000", 0, exampleParty(9)),
      ]),
  },
  {
    title: "payroll of an employer with reserves",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        gets("50000", -10 * DAY_S),
        gets("10000", -HOUR_S),
        ...Array.from({ length: 20 }, (_, n) => pays("500", n - 20, exampleParty(100 + n))),
      ]),
  },
  {
    title: "a deposit address forwards everything to its exchange",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("5000", -MINUTE_S), pays("5000", 0, SERVICE)], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "sent on to a deposit address, which forwards everything to an exchange",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...customerOf(NEXT, "200"), gets("5000", -MINUTE_S), pays("5000")], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "sent on to somebody who sends three quarters of what came in to an exchange",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([...customerOf(NEXT, "150"), gets("5000", -MINUTE_S), pays("5000")], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "a withdrawal from an exchange, spent at once",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("5000", -MINUTE_S, SERVICE), pays("5000")], {
        entries: [exampleService(SERVICE)],
      }),
  },
  {
    title: "a listed payment processor",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("5000", -MINUTE_S), pays("5000")], {
        entries: [exampleService(RELAY, { category: "payment" })],
      }),
  },
  {
    title: "savings from before the ledger began",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("5000", -MINUTE_S), pays("9000")]),
  },
  {
    title: "sent on after more than a day",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("5000", -DAY_S - 1), pays("5000")]),
  },
  {
    title: "paid before it was paid",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([gets("5000", -2 * DAY_S), pays("4900", -2 * MINUTE_S), gets("5000", -MINUTE_S), pays("100")]),
  },
  {
    title: "Turkish lira when the newest rate is six days old",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter([
        { ...gets("60000", 3 * DAY_S + HOUR_S), token: "TRYB" },
        { ...pays("60000", 3 * DAY_S + HOUR_S + 1), token: "TRYB" },
      ]),
  },
];
